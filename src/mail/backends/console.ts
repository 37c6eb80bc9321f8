/** `mkweb/mail/backends/console`: EMAIL_BACKEND that prints mail, for development. */
import { logText } from "../../http/index.ts";
import type { MailBackendFactory } from "../backend.ts";
import { messageText } from "../message-text.ts";

/** Prints mail (`mkweb/mail/backends/console`), for development. */
const consoleBackend: MailBackendFactory = (settings) => ({
  async sendMessages(messages) {
    for (const message of messages) {
      const text = messageText(message, settings, Date.now());
      process.stdout.write(`${printable(text)}\n${"-".repeat(79)}\n`);
    }
    return messages.length;
  },
});

export default consoleBackend;

/** Escapes control characters: a visitor's mail must not control the terminal. */
function printable(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map(logText).join("\t"))
    .join("\n");
}

/** `mkweb/mail/backends/console`: an EMAIL_BACKEND: mail is printed, for development. */
import { logText } from "../../http/index.ts";
import type { MailBackendFactory } from "../backend.ts";
import { messageText } from "../message-text.ts";

/** `mkweb/mail/backends/console`: mail is printed, for development. */
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

/** A terminal must not obey what a visitor put into a mail. */
function printable(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map(logText).join("\t"))
    .join("\n");
}

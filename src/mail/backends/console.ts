import type { MailBackendFactory } from "../backend.ts";
import { messageText } from "../message-text.ts";

/** `mkweb/mail/backends/console`: mail is printed, for development. */
const consoleBackend: MailBackendFactory = (settings) => ({
  async sendMessages(messages) {
    for (const message of messages) {
      process.stdout.write(`${messageText(message, settings, Date.now())}\n${"-".repeat(79)}\n`);
    }
    return messages.length;
  },
});

export default consoleBackend;

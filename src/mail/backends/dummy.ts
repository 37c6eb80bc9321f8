/** `mkweb/mail/backends/dummy`: an EMAIL_BACKEND: mail goes nowhere. */
import type { MailBackendFactory } from "../backend.ts";

/** `mkweb/mail/backends/dummy`: mail goes nowhere. */
const dummyBackend: MailBackendFactory = () => ({
  async sendMessages(messages) {
    return messages.length;
  },
});

export default dummyBackend;

/** `mkweb/mail/backends/dummy`: EMAIL_BACKEND that discards mail. */
import type { MailBackendFactory } from "../backend.ts";

/** Discards mail (`mkweb/mail/backends/dummy`). */
const dummyBackend: MailBackendFactory = () => ({
  async sendMessages(messages) {
    return messages.length;
  },
});

export default dummyBackend;

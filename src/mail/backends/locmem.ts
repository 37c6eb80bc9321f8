/** `mkweb/mail/backends/locmem`: an EMAIL_BACKEND: mail is kept in `outbox`, as in tests. */
import type { MailBackendFactory } from "../backend.ts";
import { outbox } from "../outbox.ts";

/** `mkweb/mail/backends/locmem`: mail is kept in `outbox`, for tests. */
const locmemBackend: MailBackendFactory = () => ({
  async sendMessages(messages) {
    outbox.push(...messages);
    return messages.length;
  },
});

export default locmemBackend;

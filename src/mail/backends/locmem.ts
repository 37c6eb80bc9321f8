/** `mkweb/mail/backends/locmem`: EMAIL_BACKEND that keeps mail in `outbox`, for tests. */
import type { MailBackendFactory } from "../backend.ts";
import { outbox } from "../outbox.ts";

/** Keeps mail in `outbox` (`mkweb/mail/backends/locmem`), for tests. */
const locmemBackend: MailBackendFactory = () => ({
  async sendMessages(messages) {
    outbox.push(...messages);
    return messages.length;
  },
});

export default locmemBackend;

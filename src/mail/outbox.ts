import type { EmailMessage } from "./message.ts";

/**
 * Mails that the backend `mkweb/mail/backends/locmem` sent in this process, oldest first; in tests, all mails.
 * Every test starts with an empty outbox.
 */
export const outbox: EmailMessage[] = [];

import type { EmailMessage } from "./message.ts";

/**
 * What the backend `mkweb/mail/backends/locmem` has sent in this process, oldest first; in tests, everything.
 * Empty it with `outbox.length = 0`.
 */
export const outbox: EmailMessage[] = [];

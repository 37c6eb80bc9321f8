import type { EmailMessage } from "./message.ts";

/**
 * What the backend `mkweb/mail/backends/locmem` has sent in this process, oldest first; in tests, everything.
 * Each test begins with an empty one.
 */
export const outbox: EmailMessage[] = [];

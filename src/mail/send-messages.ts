import { activeSettings, type Settings } from "../conf/index.ts";
import { openMailBackend } from "./backend.ts";
import { checkMessage } from "./check-message.ts";
import type { EmailMessage } from "./message.ts";

/**
 * Sends mails through EMAIL_BACKEND, all or none: each is checked before the first is sent. Mails without a
 * recipient are skipped.
 *
 * @param settings Default: the active project's.
 * @returns How many were sent.
 *
 * @example
 * await sendMessages([
 *   new EmailMessage({ subject: "Hello", body: "The text.", to: ["ann@example.com"] }),
 *   new EmailMessage({ subject: "Hello", body: "The text.", to: ["ben@example.com"] }),
 * ]);
 */
export async function sendMessages(
  messages: readonly EmailMessage[],
  settings: Settings = activeSettings(),
): Promise<number> {
  const ready = messages
    .filter((message) => message.recipients().length > 0)
    .map((message) => message.sentBy(settings.DEFAULT_FROM_EMAIL));
  ready.forEach(checkMessage);
  if (ready.length === 0) return 0;
  return (await openMailBackend(settings)).sendMessages(ready);
}

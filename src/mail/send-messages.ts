import type { Settings } from "../conf/index.ts";
import { openMailBackend } from "./backend.ts";
import { checkMessage } from "./check-message.ts";
import type { EmailMessage } from "./message.ts";

/**
 * Sends mails by EMAIL_BACKEND, all or none: each is checked before the first is sent. Those without a
 * recipient are left out.
 *
 * @returns How many were sent.
 */
export async function sendMessages(
  settings: Settings,
  messages: readonly EmailMessage[],
): Promise<number> {
  const ready = messages
    .filter((message) => message.recipients().length > 0)
    .map((message) => message.sentBy(settings.DEFAULT_FROM_EMAIL));
  ready.forEach(checkMessage);
  if (ready.length === 0) return 0;
  return (await openMailBackend(settings)).sendMessages(ready);
}

import type { Settings } from "../conf/index.ts";
import { openMailBackend } from "./backend.ts";
import { checkMessage } from "./check-message.ts";
import { EmailMessage } from "./message.ts";

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
    .map((message) => withSender(message, settings));
  ready.forEach(checkMessage);
  if (ready.length === 0) return 0;
  return (await openMailBackend(settings)).sendMessages(ready);
}

function withSender(message: EmailMessage, { DEFAULT_FROM_EMAIL }: Settings): EmailMessage {
  return message.fromEmail === null
    ? new EmailMessage({ ...optionsOf(message), fromEmail: DEFAULT_FROM_EMAIL })
    : message;
}

function optionsOf({ htmlMessage, ...message }: EmailMessage) {
  return { ...message, ...(htmlMessage !== undefined && { htmlMessage }) };
}

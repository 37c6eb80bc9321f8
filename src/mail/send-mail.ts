/** Source: Django, `core/mail/__init__.py`. */
import type { Settings } from "../conf/index.ts";
import { formatAddress } from "./address.ts";
import { EmailMessage } from "./message.ts";

export interface SendMailOptions {
  /** The same in HTML, for readers that show it. */
  readonly htmlMessage?: string;
  /** Answer 0 where the backend fails, and throw nothing. Default `false`. */
  readonly failSilently?: boolean;
}

/**
 * Sends one mail.
 *
 * @param fromEmail `null`: DEFAULT_FROM_EMAIL.
 * @returns 1, or 0 if there is nobody to send it to.
 * @throws {BadHeaderError} A line break in the subject or an address: somebody tries to add headers.
 * @throws {RangeError} An address that is none. What the backend throws comes through as it is.
 */
export async function sendMail(
  settings: Settings,
  subject: string,
  message: string,
  fromEmail: string | null,
  recipientList: readonly string[],
  { htmlMessage, failSilently = false }: SendMailOptions = {},
): Promise<number> {
  const mail = new EmailMessage({
    subject,
    body: message,
    fromEmail,
    to: recipientList,
    ...(htmlMessage !== undefined && { htmlMessage }),
  });
  return mail.send(settings).catch((error: unknown) => {
    if (failSilently) return 0;
    throw error;
  });
}

/** Sends one mail to all ADMINS, from SERVER_EMAIL, with EMAIL_SUBJECT_PREFIX before the subject. */
export function mailAdmins(
  settings: Settings,
  subject: string,
  message: string,
  options?: SendMailOptions,
): Promise<number> {
  return toAll(settings.ADMINS, settings, subject, message, options);
}

/** Sends one mail to all MANAGERS, from SERVER_EMAIL, with EMAIL_SUBJECT_PREFIX before the subject. */
export function mailManagers(
  settings: Settings,
  subject: string,
  message: string,
  options?: SendMailOptions,
): Promise<number> {
  return toAll(settings.MANAGERS, settings, subject, message, options);
}

function toAll(
  people: Settings["ADMINS"],
  settings: Settings,
  subject: string,
  message: string,
  options?: SendMailOptions,
): Promise<number> {
  const { EMAIL_SUBJECT_PREFIX, SERVER_EMAIL } = settings;
  const to = people.map(([name, address]) => formatAddress({ name, address }));
  return sendMail(settings, EMAIL_SUBJECT_PREFIX + subject, message, SERVER_EMAIL, to, options);
}

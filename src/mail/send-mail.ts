/** Source: Django, `core/mail/__init__.py`. */
import { activeSettings, type Settings } from "../conf/index.ts";
import { formatAddress } from "./address.ts";
import { EmailMessage } from "./message.ts";

export interface SendMailOptions {
  /** The message as HTML, for mail programs that show it. */
  readonly htmlMessage?: string;
  /** Return 0 if the backend fails, instead of throwing. Default `false`. */
  readonly failSilently?: boolean;
}

/**
 * Sends one mail.
 *
 * @param fromEmail `null` means DEFAULT_FROM_EMAIL.
 * @param settings Default: the active project's.
 * @returns 1, or 0 without a recipient.
 * @throws {BadHeaderError} If the subject or an address has a line break, which could add headers.
 * @throws {RangeError} If an address is invalid. Errors of the backend pass through.
 *
 * @example
 * await sendMail("Hello", "The text.", null, ["ann@example.com"], {
 *   htmlMessage: "<p>The text.</p>",
 * });
 */
export async function sendMail(
  subject: string,
  message: string,
  fromEmail: string | null,
  recipientList: readonly string[],
  { htmlMessage, failSilently = false }: SendMailOptions = {},
  settings: Settings = activeSettings(),
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

/**
 * Sends one mail to all ADMINS from SERVER_EMAIL, with EMAIL_SUBJECT_PREFIX before the subject.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * await mailAdmins("No invoice", "The printer is on fire.");
 */
export function mailAdmins(
  subject: string,
  message: string,
  options: SendMailOptions = {},
  settings: Settings = activeSettings(),
): Promise<number> {
  return toAll(settings.ADMINS, { subject, message, options, settings });
}

/**
 * Sends one mail to all MANAGERS from SERVER_EMAIL, with EMAIL_SUBJECT_PREFIX before the subject.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * await mailManagers("A new order", "Number 7.");
 */
export function mailManagers(
  subject: string,
  message: string,
  options: SendMailOptions = {},
  settings: Settings = activeSettings(),
): Promise<number> {
  return toAll(settings.MANAGERS, { subject, message, options, settings });
}

interface SiteMail {
  readonly subject: string;
  readonly message: string;
  readonly options: SendMailOptions;
  readonly settings: Settings;
}

function toAll(
  people: Settings["ADMINS"],
  { subject, message, options, settings }: SiteMail,
): Promise<number> {
  const { EMAIL_SUBJECT_PREFIX, SERVER_EMAIL } = settings;
  const to = people.map(([name, address]) => formatAddress({ name, address }));
  return sendMail(EMAIL_SUBJECT_PREFIX + subject, message, SERVER_EMAIL, to, options, settings);
}

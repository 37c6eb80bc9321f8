import { activeSettings, type Settings } from "../conf/index.ts";
import { sendMessages } from "./send-messages.ts";

/** Something sent along with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: string | Uint8Array;
  /** Default: `text/plain` for texts, `application/octet-stream` for bytes. */
  readonly mimetype?: string;
}

export interface EmailOptions {
  readonly subject?: string;
  readonly body?: string;
  /** `null`, the default: DEFAULT_FROM_EMAIL. */
  readonly fromEmail?: string | null;
  /** Addresses: `ann@example.com` or `Ann <ann@example.com>`. */
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  /** They get the mail, and nobody sees that they do. */
  readonly bcc?: readonly string[];
  readonly replyTo?: readonly string[];
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same in HTML, for readers that show it. */
  readonly htmlMessage?: string;
  readonly attachments?: readonly Attachment[];
}

/** One mail. Source: Django, `EmailMessage` and `EmailMultiAlternatives`. */
export class EmailMessage {
  readonly subject: string;
  readonly body: string;
  readonly fromEmail: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly htmlMessage: string | undefined;
  readonly attachments: readonly Attachment[];

  constructor(options: EmailOptions = {}) {
    this.subject = options.subject ?? "";
    this.body = options.body ?? "";
    this.fromEmail = options.fromEmail ?? null;
    this.to = options.to ?? [];
    this.cc = options.cc ?? [];
    this.bcc = options.bcc ?? [];
    this.replyTo = options.replyTo ?? [];
    this.headers = options.headers ?? {};
    this.htmlMessage = options.htmlMessage;
    this.attachments = options.attachments ?? [];
  }

  /** Everyone it goes to. */
  recipients(): readonly string[] {
    return [...this.to, ...this.cc, ...this.bcc];
  }

  /** @internal This mail, from `sender` if it names none itself. */
  sentBy(sender: string): EmailMessage {
    if (this.fromEmail !== null) return this;
    const { htmlMessage, ...options } = this;
    return new EmailMessage({
      ...options,
      ...(htmlMessage !== undefined && { htmlMessage }),
      fromEmail: sender,
    });
  }

  /**
   * Sends it by EMAIL_BACKEND.
   *
   * @param settings Default: those of the active project.
   * @returns How many mails were sent: 0 if there is no recipient.
   * @throws {BadHeaderError} A header would break the mail apart.
   * @throws {RangeError} An address that is none. What the backend throws comes through as it is.
   */
  send(settings: Settings = activeSettings()): Promise<number> {
    return sendMessages([this], settings);
  }
}

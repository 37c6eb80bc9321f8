import { activeSettings, type Settings } from "../conf/index.ts";
import { sendMessages } from "./send-messages.ts";

/** A file sent with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: string | Uint8Array;
  /** Default: `text/plain` for texts, `application/octet-stream` for bytes. */
  readonly mimetype?: string;
}

export interface EmailOptions {
  readonly subject?: string;
  readonly body?: string;
  /** `null`, the default, means DEFAULT_FROM_EMAIL. */
  readonly fromEmail?: string | null;
  /** Addresses: `ann@example.com` or `Ann <ann@example.com>`. */
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  /** Recipients hidden from all others. */
  readonly bcc?: readonly string[];
  readonly replyTo?: readonly string[];
  /** Additional headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The message as HTML, for mail programs that show it. */
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

  /** Returns all recipients: `to`, `cc` and `bcc`. */
  recipients(): readonly string[] {
    return [...this.to, ...this.cc, ...this.bcc];
  }

  /** @internal Returns this mail, with `sender` unless it names one. */
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
   * Sends the mail through EMAIL_BACKEND.
   *
   * @param settings Default: the active project's.
   * @returns How many mails were sent: 0 without a recipient.
   * @throws {BadHeaderError} If a header is unsafe.
   * @throws {RangeError} If an address is invalid. Errors of the backend pass through.
   */
  send(settings: Settings = activeSettings()): Promise<number> {
    return sendMessages([this], settings);
  }
}

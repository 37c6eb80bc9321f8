/** Source: Django, `PasswordResetForm` in `contrib/auth/forms.py`. */
import { defineForm, EmailInput, fields } from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { getLogger } from "../../logging/index.ts";
import { EmailMessage } from "../../mail/index.ts";
import { iExact } from "../../models/index.ts";
import { PasswordResetTokenGenerator } from "../tokens.ts";
import { encodeUid } from "../uid.ts";
import { getUserModel, staticsOf } from "../users/user-model.ts";
import type { AuthUser } from "../users/visitor.ts";

/** A class that creates and checks tokens, such as {@link PasswordResetTokenGenerator}. */
export type TokenGeneratorClass = typeof PasswordResetTokenGenerator;

export interface PasswordResetSaveOptions {
  /** Provides the host of the link and the settings for the mail's templates. */
  readonly request: HttpRequest;
  /** Replaces the host of the link. */
  readonly domainOverride?: string | undefined;
  /** Default `registration/password_reset_subject.txt`. */
  readonly subjectTemplateName?: string | undefined;
  /** Template of the mail's text. Default `registration/password_reset_email.html`. */
  readonly emailTemplateName?: string | undefined;
  /** Template of the mail's HTML. Default: none. */
  readonly htmlEmailTemplateName?: string | undefined;
  /** Whether the link uses HTTPS. Default false. */
  readonly useHttps?: boolean | undefined;
  /** Default {@link PasswordResetTokenGenerator}. */
  readonly tokenGenerator?: TokenGeneratorClass | undefined;
  /** Default: DEFAULT_FROM_EMAIL. */
  readonly fromEmail?: string | undefined;
  /** Additional variables for the mail's templates. */
  readonly extraEmailContext?: Readonly<Record<string, unknown>> | undefined;
}

export interface ResetMail extends Omit<PasswordResetSaveOptions, "extraEmailContext"> {
  /** Variables of the templates. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly toEmail: string;
}

/** Length of the column in `auth_user`. */
const MAX_EMAIL = 254;

/** Asks for an address and mails its users a link to set a new password. */
export class PasswordResetForm extends defineForm({
  email: fields.email({
    label: "Email",
    maxLength: MAX_EMAIL,
    widget: new EmailInput({ attrs: { autocomplete: "email" } }),
  }),
}) {
  /** Returns the users who get a link: active users with this address who log in by password. */
  async getUsers(email: string): Promise<readonly AuthUser[]> {
    const { EMAIL_FIELD, objects } = getUserModel();
    const found = await objects.filter({ [EMAIL_FIELD]: iExact(email) });
    return found.filter(
      (user) => user.isActive && user.hasUsablePassword() && isSame(addressOf(user), email),
    );
  }

  /**
   * Mails every user with the address. If one mail fails, the others are still sent, and stderr reports it.
   *
   * @throws {DisallowedHost} If the link's host is not this site's.
   */
  async save(options: PasswordResetSaveOptions): Promise<void> {
    const { request, tokenGenerator: Generator = PasswordResetTokenGenerator } = options;
    const host = options.domainOverride ?? request.getHost();
    const tokens = new Generator(request.settings, request.now);
    for (const user of await this.getUsers(this.cleanedData.email)) {
      const toEmail = addressOf(user);
      const context = {
        email: toEmail,
        domain: host,
        site_name: host,
        uid: encodeUid(user.pk),
        user,
        token: tokens.makeToken(user),
        protocol: options.useHttps === true ? "https" : "http",
        ...options.extraEmailContext,
      };
      await this.sendMail({ ...options, context, toEmail });
    }
  }

  /** Renders and sends one mail. */
  async sendMail(mail: ResetMail): Promise<void> {
    const { request, context, toEmail, fromEmail, htmlEmailTemplateName: html } = mail;
    const {
      subjectTemplateName = "registration/password_reset_subject.txt",
      emailTemplateName = "registration/password_reset_email.html",
    } = mail;
    const render = (name: string) => request.engine.getTemplate(name).render(context);
    const message = new EmailMessage({
      subject: (await render(subjectTemplateName)).replace(/[\r\n]+/g, ""),
      body: await render(emailTemplateName),
      to: [toEmail],
      ...(fromEmail !== undefined && { fromEmail }),
      ...(html !== undefined && { htmlMessage: await render(html) }),
    });
    await message.send(request.settings).catch(reportUnsent);
  }
}

export function reportUnsent(error: unknown): void {
  getLogger("mkweb.auth").error("Failed to send password reset email", { error });
}

/** Returns a user's address, whatever the model calls the field. */
function addressOf(user: AuthUser): string {
  const address: unknown = Reflect.get(user, staticsOf(user).EMAIL_FIELD);
  return typeof address === "string" ? address : "";
}

/**
 * Databases may equate more than upper and lower case, such as the dotless i. Such an address may belong to somebody
 * else.
 */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
  return plain(one) === plain(other);
}

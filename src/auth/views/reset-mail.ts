import { setImmediate } from "node:timers/promises";
import { logError, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { EmailMessage } from "../../mail/index.ts";
import { addressOf, usersToWrite } from "../forms/password-reset-form.ts";
import { PasswordResetTokenGenerator } from "../tokens.ts";
import type { AuthUser } from "../visitor.ts";
import { encodeUid } from "./uid.ts";

/** Makes and checks tokens; {@link PasswordResetTokenGenerator} or a class of its kind. */
export type TokenGeneratorClass = typeof PasswordResetTokenGenerator;

export interface ResetMailOptions {
  /** Default `registration/password_reset_subject.txt`. */
  readonly subjectTemplateName?: string;
  /** Default `registration/password_reset_email.html`; the text of the mail. */
  readonly emailTemplateName?: string;
  /** The same in HTML. Default: none. */
  readonly htmlEmailTemplateName?: string;
  /** Further variables for the mail's templates. */
  readonly extraEmailContext?: Readonly<Record<string, unknown>>;
  /** Default: DEFAULT_FROM_EMAIL. */
  readonly fromEmail?: string;
  /** Default {@link PasswordResetTokenGenerator}. */
  readonly tokenGenerator?: TokenGeneratorClass;
}

/**
 * Has the users of an address written to once the response is out, so that neither its words nor the time
 * it takes tell whether there are any. What goes wrong then is reported on stderr.
 *
 * @throws {DisallowedHost} The link would lead to a host that is not this site's.
 */
export function writeAfter(
  response: HttpResponseBase,
  request: HttpRequest,
  email: string,
  options: ResetMailOptions,
): void {
  const host = request.getHost();
  response.onClose(async () => {
    // The response is handed to the socket in this very turn of the event loop; it shall go first.
    await setImmediate();
    await writeToUsers(request, host, email, options).catch(report);
  });
}

async function writeToUsers(
  request: HttpRequest,
  host: string,
  email: string,
  options: ResetMailOptions,
): Promise<void> {
  for (const user of await usersToWrite(email)) {
    // One mail that fails keeps no other back.
    await writeTo(user, request, host, options).catch(report);
  }
}

function report(error: unknown): void {
  console.error(`Failed to send password reset email: ${logError(error)}`);
}

async function writeTo(
  user: AuthUser,
  request: HttpRequest,
  host: string,
  options: ResetMailOptions,
): Promise<void> {
  const { tokenGenerator: Generator = PasswordResetTokenGenerator } = options;
  const context = {
    email: addressOf(user),
    domain: host,
    site_name: host,
    uid: encodeUid(user.pk),
    user,
    token: new Generator(request.settings, request.now).makeToken(user),
    protocol: request.scheme,
    ...options.extraEmailContext,
  };
  const render = (name: string): Promise<string> =>
    request.engine.getTemplate(name).render(context);
  const subject = await render(
    options.subjectTemplateName ?? "registration/password_reset_subject.txt",
  );
  const html = options.htmlEmailTemplateName;
  await new EmailMessage({
    subject: subject.replace(/[\r\n]+/g, ""),
    body: await render(options.emailTemplateName ?? "registration/password_reset_email.html"),
    to: [addressOf(user)],
    ...(options.fromEmail !== undefined && { fromEmail: options.fromEmail }),
    ...(html !== undefined && { htmlMessage: await render(html) }),
  }).send(request.settings);
}

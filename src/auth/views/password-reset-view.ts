/** Source: Django, `PasswordResetView`, `…DoneView` and `…CompleteView` in `contrib/auth/views.py`. */
import { setImmediate } from "node:timers/promises";
import type { HttpResponseBase } from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { reverseLazy } from "../../urls/index.ts";
import {
  FormView,
  TemplateView,
  type Context,
  type FormClassFor,
  type SuccessUrl,
} from "../../views/index.ts";
import {
  PasswordResetForm,
  reportUnsent,
  type TokenGeneratorClass,
} from "../forms/password-reset-form.ts";
import { PasswordResetTokenGenerator } from "../tokens.ts";
import { guarded, PageMixin } from "./page.ts";

class PasswordResetPage extends PageMixin(FormView<PasswordResetForm>) {
  override formClass: FormClassFor<PasswordResetForm> | undefined = PasswordResetForm;
  override successUrl: SuccessUrl | undefined = reverseLazy("password_reset_done");
  override templateName: string | undefined = "registration/password_reset_form.html";
  override title = "Password reset";
  subjectTemplateName = "registration/password_reset_subject.txt";
  /** Template of the mail's text. */
  emailTemplateName = "registration/password_reset_email.html";
  /** Template of the mail's HTML. Default: none. */
  htmlEmailTemplateName: string | undefined = undefined;
  /** Additional variables for the mail's templates. */
  extraEmailContext: Context | undefined = undefined;
  /** Default: DEFAULT_FROM_EMAIL. */
  fromEmail: string | undefined = undefined;
  tokenGenerator: TokenGeneratorClass = PasswordResetTokenGenerator;

  /**
   * Answers before sending the mail, so that neither the answer nor its time tells whether the address has users.
   * Later errors are reported on stderr.
   */
  override async formValid(form: PasswordResetForm): Promise<HttpResponseBase> {
    const { request, htmlEmailTemplateName, extraEmailContext, fromEmail, tokenGenerator } = this;
    const { subjectTemplateName, emailTemplateName } = this;
    const response = await super.formValid(form);
    const mail = { request, subjectTemplateName, emailTemplateName, htmlEmailTemplateName };
    const options = { ...mail, extraEmailContext, fromEmail, tokenGenerator };
    // Checked here, so that a foreign host still leads to a 400.
    const host = request.getHost();
    response.onClose(async () => {
      // Lets the response go first; it is written to the socket in this tick of the event loop.
      await setImmediate();
      await form
        .save({ ...options, useHttps: request.isSecure(), domainOverride: host })
        .catch(reportUnsent);
    });
    return response;
  }
}

/**
 * The page where users request a reset link, by default `registration/password_reset_form.html`, with `form`. Answers
 * the same, in the same time, whether the address is known or not.
 */
export class PasswordResetView extends guarded(PasswordResetPage) {}

class PasswordResetDonePage extends PageMixin(TemplateView) {
  override templateName: string | undefined = "registration/password_reset_done.html";
  override title = "Password reset sent";
}

/** Tells that a link may be on its way: `registration/password_reset_done.html`. */
export class PasswordResetDoneView extends guarded(PasswordResetDonePage) {}

class PasswordResetCompletePage extends PageMixin(TemplateView) {
  override templateName: string | undefined = "registration/password_reset_complete.html";
  override title = "Password reset complete";

  override async getContextData(extra: Context = {}): Promise<Context> {
    const login_url = resolveUrl(this.request.settings.LOGIN_URL);
    return { ...(await super.getContextData(extra)), login_url, ...this.extraContext };
  }
}

/** Confirms the new password, with `login_url`: `registration/password_reset_complete.html`. */
export class PasswordResetCompleteView extends guarded(PasswordResetCompletePage) {}

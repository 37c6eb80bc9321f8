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
  /** The text of the mail. */
  emailTemplateName = "registration/password_reset_email.html";
  /** The same in HTML. Default: none. */
  htmlEmailTemplateName: string | undefined = undefined;
  /** Further variables for the mail's templates. */
  extraEmailContext: Context | undefined = undefined;
  /** Default: DEFAULT_FROM_EMAIL. */
  fromEmail: string | undefined = undefined;
  tokenGenerator: TokenGeneratorClass = PasswordResetTokenGenerator;

  /**
   * Answers first and writes afterwards, so that neither the answer's words nor the time it takes tell whether
   * there are users of the address. What goes wrong then is reported on stderr.
   */
  override async formValid(form: PasswordResetForm): Promise<HttpResponseBase> {
    const { request, htmlEmailTemplateName, extraEmailContext, fromEmail, tokenGenerator } = this;
    const { subjectTemplateName, emailTemplateName } = this;
    const response = await super.formValid(form);
    const mail = { request, subjectTemplateName, emailTemplateName, htmlEmailTemplateName };
    const options = { ...mail, extraEmailContext, fromEmail, tokenGenerator };
    // Asked here, where a host that is not this site's still makes the answer a 400.
    const host = request.getHost();
    response.onClose(async () => {
      // The response is handed to the socket in this very turn of the event loop; it shall go first.
      await setImmediate();
      await form
        .save({ ...options, useHttps: request.isSecure(), domainOverride: host })
        .catch(reportUnsent);
    });
    return response;
  }
}

/**
 * The page where those who forgot their password ask for a link, `registration/password_reset_form.html` by default,
 * with `form`. It answers the same, in the same time, whether anybody has the address or not.
 */
export class PasswordResetView extends guarded(PasswordResetPage) {}

class PasswordResetDonePage extends PageMixin(TemplateView) {
  override templateName: string | undefined = "registration/password_reset_done.html";
  override title = "Password reset sent";
}

/** Says that a link may be on its way: `registration/password_reset_done.html`. */
export class PasswordResetDoneView extends guarded(PasswordResetDonePage) {}

class PasswordResetCompletePage extends PageMixin(TemplateView) {
  override templateName: string | undefined = "registration/password_reset_complete.html";
  override title = "Password reset complete";

  override async getContextData(extra: Context = {}): Promise<Context> {
    const login_url = resolveUrl(this.request.settings.LOGIN_URL);
    return { ...(await super.getContextData(extra)), login_url, ...this.extraContext };
  }
}

/** Says that the new password is set, with `login_url`: `registration/password_reset_complete.html`. */
export class PasswordResetCompleteView extends guarded(PasswordResetCompletePage) {}

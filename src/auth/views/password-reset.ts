/** Source: Django, `PasswordResetView`, `PasswordResetDoneView` and `PasswordResetCompleteView`. */
import { HttpResponseRedirect, type HttpResponseBase, type View } from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { passwordResetForm } from "../forms/password-reset-form.ts";
import { FORM, guarded, PAGE, showPage, type PageOptions } from "./page.ts";
import { writeAfter, type ResetMailOptions } from "./reset-mail.ts";

export interface PasswordResetViewOptions extends PageOptions, ResetMailOptions {
  /** Where to go afterwards: a path, or the name of a URL. Default `"password_reset_done"`. */
  readonly successUrl?: string;
}

/**
 * The page where those who forgot their password ask for a link, `registration/password_reset_form.html` by
 * default, with `form`. It answers the same, in the same time, whether anybody has the address or not.
 */
export function passwordResetView(options: PasswordResetViewOptions = {}): View {
  const { templateName = "registration/password_reset_form.html" } = options;
  const { title = "Password reset", extraContext = {} } = options;
  const { successUrl = "password_reset_done" } = options;

  return guarded(FORM, async (request): Promise<HttpResponseBase> => {
    const form = passwordResetForm(request.method === "POST" ? request.POST : undefined);
    const email = form.value("email");
    if (email === undefined) {
      return showPage(request, { templateName, title, extraContext }, { form });
    }
    const response = new HttpResponseRedirect(resolveUrl(successUrl));
    writeAfter(response, request, email, options);
    return response;
  });
}

/** Says that a link may be on its way: `registration/password_reset_done.html`. */
export function passwordResetDoneView(options: PageOptions = {}): View {
  const { templateName = "registration/password_reset_done.html" } = options;
  const { title = "Password reset sent", extraContext = {} } = options;
  return guarded(PAGE, (request) => showPage(request, { templateName, title, extraContext }));
}

/** Says that the new password is set, with `login_url`: `registration/password_reset_complete.html`. */
export function passwordResetCompleteView(options: PageOptions = {}): View {
  const { templateName = "registration/password_reset_complete.html" } = options;
  const { title = "Password reset complete", extraContext = {} } = options;
  return guarded(PAGE, (request) => {
    const login_url = resolveUrl(request.settings.LOGIN_URL);
    return showPage(request, { templateName, title, extraContext }, { login_url });
  });
}

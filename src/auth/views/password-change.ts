/** Source: Django, `PasswordChangeView` and `PasswordChangeDoneView`. */
import { HttpResponseRedirect, type HttpResponseBase, type View } from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import {
  checkNewPassword,
  checkOldPassword,
  passwordChangeForm,
  saveNewPassword,
} from "../forms/password-forms.ts";
import { loginRequired } from "../login-required.ts";
import { updateSessionAuthHash } from "../login.ts";
import { FORM, guarded, PAGE, showPage, type PageOptions } from "./page.ts";

export interface PasswordChangeViewOptions extends PageOptions {
  /** Where to go afterwards: a path, or the name of a URL. Default `"password_change_done"`. */
  readonly successUrl?: string;
}

/**
 * The page where users change their password, `registration/password_change_form.html` by default, with
 * `form`. It ends all sessions of the user but the one at hand. Visitors are sent to log in first.
 */
export function passwordChangeView(options: PasswordChangeViewOptions = {}): View {
  const { templateName = "registration/password_change_form.html" } = options;
  const { title = "Password change", extraContext = {} } = options;
  const { successUrl = "password_change_done" } = options;

  const view: View = async (request): Promise<HttpResponseBase> => {
    const { user, settings } = request;
    if (!user.isAuthenticated) throw new TypeError("loginRequired let nobody through.");
    const data = request.method === "POST" ? request.POST : undefined;
    const form = await passwordChangeForm(settings, user, data);
    await checkOldPassword(form);
    await checkNewPassword(settings, form);
    if (form.isValid) {
      await saveNewPassword(settings, form);
      await updateSessionAuthHash(request, user);
      return new HttpResponseRedirect(resolveUrl(successUrl));
    }
    return showPage(request, { templateName, title, extraContext }, { form });
  };
  return guarded(FORM, loginRequired(view));
}

/** Says that the password is changed: `registration/password_change_done.html`. */
export function passwordChangeDoneView(options: PageOptions = {}): View {
  const { templateName = "registration/password_change_done.html" } = options;
  const { title = "Password change successful", extraContext = {} } = options;
  const view: View = (request) => showPage(request, { templateName, title, extraContext });
  return guarded(PAGE, loginRequired(view));
}

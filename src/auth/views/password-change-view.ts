/** Source: Django, `PasswordChangeView` and `PasswordChangeDoneView` in `contrib/auth/views.py`. */
import type { HttpResponseBase } from "../../http/index.ts";
import { reverseLazy } from "../../urls/index.ts";
import {
  FormView,
  methodDecorator,
  TemplateView,
  type FormClassFor,
  type FormKwargs,
  type SuccessUrl,
} from "../../views/index.ts";
import { SetPasswordForm, PasswordChangeForm } from "../forms/set-password-form.ts";
import { loginRequired } from "../login-required.ts";
import { updateSessionAuthHash } from "../login.ts";
import { guarded, PageMixin } from "./page.ts";

class PasswordChangePage extends PageMixin(FormView<SetPasswordForm>) {
  override formClass: FormClassFor<SetPasswordForm> | undefined = PasswordChangeForm;
  override successUrl: SuccessUrl | undefined = reverseLazy("password_change_done");
  override templateName: string | undefined = "registration/password_change_form.html";
  override title = "Password change";

  override async getFormKwargs(): Promise<FormKwargs> {
    return { ...(await super.getFormKwargs()), user: this.request.user };
  }

  override async formValid(form: SetPasswordForm): Promise<HttpResponseBase> {
    await form.save();
    await updateSessionAuthHash(this.request, form.user);
    return super.formValid(form);
  }
}

/**
 * The page where users change their password, by default `registration/password_change_form.html`, with `form`. Ends
 * all other sessions of the user. Visitors must log in first.
 */
export class PasswordChangeView extends guarded(
  methodDecorator(loginRequired)(PasswordChangePage),
) {}

class PasswordChangeDonePage extends PageMixin(TemplateView) {
  override templateName: string | undefined = "registration/password_change_done.html";
  override title = "Password change successful";
}

/** Confirms the change of the password: `registration/password_change_done.html`. */
export class PasswordChangeDoneView extends guarded(
  methodDecorator(loginRequired)(PasswordChangeDonePage),
) {}

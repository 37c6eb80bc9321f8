/** The page that sets another user's password. Source: Django, `UserAdmin.user_change_password`. */
import { AdminPasswordChangeForm } from "../../auth/forms/index.ts";
import { updateSessionAuthHash, type AuthUser } from "../../auth/index.ts";
import {
  Http404,
  HttpResponseRedirect,
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import * as messages from "../../messages/index.ts";
import { appNameOf } from "../change-form/page.ts";
import { quote, unquote } from "../quote.ts";
import { adminUrl } from "../site/admin-url.ts";
import { renderPage } from "../views/render-page.ts";
import type { UserAdmin } from "./user-admin.ts";

/**
 * @throws {PermissionDenied} If the visitor may not change this user.
 * @throws {Http404} If the user does not exist.
 */
export async function userChangePassword(
  admin: UserAdmin,
  request: HttpRequest,
  id: string,
): Promise<HttpResponseBase> {
  const user = (await admin.getObject(request, unquote(id))) as AuthUser | undefined;
  if (!(await admin.hasChangePermission(request, user))) throw new PermissionDenied();
  if (!user) {
    const { verboseName } = admin.opts;
    throw new Http404(`${verboseName} object with primary key '${id}' does not exist.`);
  }
  const Form = admin.changePasswordForm ?? AdminPasswordChangeForm;
  if (request.method !== "POST") return page(admin, request, user, new Form({ user }));
  const form = new Form({ user, data: request.POST });
  return (await form.isValid()) ? save(admin, request, form) : page(admin, request, user, form);
}

async function save(
  admin: UserAdmin,
  request: HttpRequest,
  form: AdminPasswordChangeForm,
): Promise<HttpResponseBase> {
  // Without JavaScript both buttons are visible, so check that the pressed one matches the form.
  if (!form.setsUsablePassword && !request.POST.has("unset-password")) {
    messages.error(request, "Conflicting form data submitted. Please try again.");
    return new HttpResponseRedirect(request.getFullPath());
  }
  const fields = form.setsUsablePassword ? ["password"] : [];
  const user = await form.save();
  await admin.logChange(request, user, fields.length > 0 ? [{ changed: { fields } }] : []);
  messages.success(
    request,
    user.hasUsablePassword()
      ? "Password changed successfully."
      : "Password-based authentication was disabled.",
  );
  await updateSessionAuthHash(request, user);
  const { appLabel, modelName } = admin.opts;
  return new HttpResponseRedirect(
    adminUrl(admin.adminSite, `${appLabel}_${modelName}_change`, quote(user.pk)),
  );
}

async function page(
  admin: UserAdmin,
  request: HttpRequest,
  user: AuthUser,
  form: AdminPasswordChangeForm,
): Promise<HttpResponseBase> {
  const what = user.hasUsablePassword() ? "Change password" : "Set password";
  const context = {
    title: `${what}: ${user.getUsername()}`,
    form,
    opts: admin.opts,
    app_name: appNameOf(admin),
    original: user,
    what,
    is_popup: request.POST.has("_popup") || request.GET.has("_popup"),
    is_popup_var: "_popup",
  };
  const template = admin.changeUserPasswordTemplate ?? "admin/auth/user/change_password.html";
  return renderPage(admin.adminSite, request, template, context);
}

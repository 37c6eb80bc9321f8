/** Where visitors change their own password. Source: Django, `AdminSite.password_change`. */
import { PasswordChangeForm } from "../../auth/forms/index.ts";
import { PasswordChangeDoneView, PasswordChangeView } from "../../auth/views/index.ts";
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";

type Context = Readonly<Record<string, unknown>>;

class AdminPasswordChangeForm extends PasswordChangeForm {
  static override requiredCssClass: string | undefined = "required";
}

export async function passwordChangeView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  const extraContext = { ...(await site.eachContext(request)), ...extra };
  request.currentApp = site.name;
  return PasswordChangeView.asView({
    extraContext,
    formClass: AdminPasswordChangeForm,
    successUrl: adminUrl(site, "password_change_done"),
    templateName: site.passwordChangeTemplate ?? "admin/password_change_form.html",
  })(request, {});
}

export async function passwordChangeDoneView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  const extraContext = { ...(await site.eachContext(request)), ...extra };
  request.currentApp = site.name;
  return PasswordChangeDoneView.asView({
    extraContext,
    templateName: site.passwordChangeDoneTemplate ?? "admin/password_change_done.html",
  })(request, {});
}

/** The page where visitors change their own password. Source: Django, `AdminSite.password_change`. */
import { PasswordChangeForm } from "../../auth/forms/index.ts";
import { PasswordChangeDoneView, PasswordChangeView } from "../../auth/views/index.ts";
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";
import { contextIn } from "./render-page.ts";

type Context = Readonly<Record<string, unknown>>;

class AdminPasswordChangeForm extends PasswordChangeForm {
  static override requiredCssClass: string | undefined = "required";
}

export async function passwordChangeView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  return PasswordChangeView.asView({
    extraContext: { ...(await contextIn(site, request)), ...extra },
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
  return PasswordChangeDoneView.asView({
    extraContext: { ...(await contextIn(site, request)), ...extra },
    templateName: site.passwordChangeDoneTemplate ?? "admin/password_change_done.html",
  })(request, {});
}

/** Login and logout of the admin. Source: Django, `AdminSite.login` and `logout`. */
import { REDIRECT_FIELD_NAME } from "../../auth/index.ts";
import { LoginView, LogoutView } from "../../auth/views/index.ts";
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { AdminAuthenticationForm } from "../forms/admin-authentication-form.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";
import { contextIn } from "./render-page.ts";

type Context = Readonly<Record<string, unknown>>;

export async function loginView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  if (request.method === "GET" && (await site.hasPermission(request))) {
    return new HttpResponseRedirect(adminUrl(site, "index"));
  }
  const asks = request.GET.has(REDIRECT_FIELD_NAME) || request.POST.has(REDIRECT_FIELD_NAME);
  const extraContext = {
    ...(await contextIn(site, request)),
    title: "Log in",
    subtitle: null,
    app_path: request.getFullPath(),
    username: request.user.getUsername(),
    ...(asks ? {} : { [REDIRECT_FIELD_NAME]: adminUrl(site, "index") }),
    ...extra,
  };
  return LoginView.asView({
    extraContext,
    authenticationForm: site.loginForm ?? AdminAuthenticationForm,
    templateName: site.loginTemplate ?? "admin/login.html",
  })(request, {});
}

export async function logoutView(
  site: AdminSite,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  // The visitor is still logged in when the context is built, but not when the page is shown.
  const extraContext = { ...(await contextIn(site, request)), has_permission: false, ...extra };
  return LogoutView.asView({
    extraContext,
    templateName: site.logoutTemplate ?? "admin/logged_out.html",
  })(request, {});
}

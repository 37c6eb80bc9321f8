import { redirectToLogin } from "../../auth/index.ts";
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";

/** Redirects visitors without access to the login page, which leads back. */
export function turnAway(site: AdminSite, request: HttpRequest): HttpResponseBase {
  if (request.path === adminUrl(site, "logout")) {
    return new HttpResponseRedirect(adminUrl(site, "index"));
  }
  return redirectToLogin(request.getFullPath(), adminUrl(site, "login"));
}

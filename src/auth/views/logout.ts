import {
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type View,
} from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { logout } from "../login.ts";
import { guarded, showPage, type PageOptions } from "./page.ts";
import { requestedUrl, type RedirectOptions } from "./redirect-target.ts";

export interface LogoutViewOptions extends PageOptions, RedirectOptions {}

/**
 * Logs the visitor out, by POST alone: a link or a picture on another site must not do it. Then it leads
 * to `next`, if that is on this host; else to `nextPage`; else to LOGOUT_REDIRECT_URL; without any of
 * them it shows `registration/logged_out.html`, with `title`, `site` and `site_name`.
 *
 * Source: Django, `LogoutView`.
 */
export function logoutView(options: LogoutViewOptions = {}): View {
  const { templateName = "registration/logged_out.html" } = options;
  const { title = "Logged out", extraContext = {} } = options;

  return guarded(["POST"], async (request): Promise<HttpResponseBase> => {
    await logout(request);
    const target = requestedUrl(request, options) || defaultUrl(request, options);
    if (target !== request.getFullPath()) return new HttpResponseRedirect(target);
    return showPage(request, { templateName, title, extraContext });
  });
}

/** Logs the visitor out and leads to the login page. @param loginUrl Default: LOGIN_URL. */
export function logoutThenLogin(loginUrl?: string): View {
  return (request, params) =>
    logoutView({ nextPage: loginUrl ?? request.settings.LOGIN_URL })(request, params);
}

function defaultUrl(request: HttpRequest, { nextPage }: LogoutViewOptions): string {
  const page = nextPage ?? request.settings.LOGOUT_REDIRECT_URL;
  return page ? resolveUrl(page) : request.path;
}

/** Source: Django, `LogoutView` in `contrib/auth/views.py`. */
import {
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type View,
} from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { TemplateView, type Params } from "../../views/index.ts";
import { logout } from "../login.ts";
import { guarded, PageMixin } from "./page.ts";
import { RedirectURLMixin } from "./redirect-url-mixin.ts";

class LogoutPage extends RedirectURLMixin(PageMixin(TemplateView)) {
  override httpMethodNames: readonly string[] = ["post", "options"];
  override templateName: string | undefined = "registration/logged_out.html";
  override title = "Logged out";

  async post(request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase> {
    await logout(request);
    const target = await this.getSuccessUrl();
    if (target !== request.getFullPath()) return new HttpResponseRedirect(target);
    return super.get(request, params, ...args);
  }

  override getDefaultRedirectUrl(): string {
    const page = this.nextPage ?? this.request.settings.LOGOUT_REDIRECT_URL;
    return page ? resolveUrl(page) : this.request.path;
  }
}

/**
 * Logs the visitor out, by POST only, so that a link or an image on another site cannot. Then redirects to `next` if
 * that is on this host, else to `nextPage`, else to LOGOUT_REDIRECT_URL; without any of them it shows
 * `registration/logged_out.html`, with `title`, `site` and `site_name`.
 */
export class LogoutView extends guarded(LogoutPage) {}

/**
 * Logs the visitor out and redirects to the login page.
 *
 * @param loginUrl Default: LOGIN_URL.
 *
 * @example
 * export const urlpatterns = [path("leave/", logoutThenLogin())];
 */
export function logoutThenLogin(loginUrl?: string): View {
  return (request, params) =>
    LogoutView.asView({ nextPage: loginUrl ?? request.settings.LOGIN_URL })(request, params);
}

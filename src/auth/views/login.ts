import { ImproperlyConfigured } from "../../conf/index.ts";
import {
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type View,
} from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { loginForm, userOfForm } from "../forms/login-form.ts";
import { login } from "../login.ts";
import { REDIRECT_FIELD_NAME } from "../login-required.ts";
import { FORM, guarded, showPage, type PageOptions } from "./page.ts";
import { requestedUrl, type RedirectOptions } from "./redirect-target.ts";

export interface LoginViewOptions extends PageOptions, RedirectOptions {
  /** Send a visitor who is logged in already to where a login leads. Default `false`. */
  readonly redirectAuthenticatedUser?: boolean;
}

/**
 * The page where visitors log in, `registration/login.html` by default, with `form`, `next`, `title`,
 * `site` and `site_name`. A login leads to `?next=`, if that is on this host; else to `nextPage`; else to
 * LOGIN_REDIRECT_URL.
 *
 * Source: Django, `LoginView`.
 *
 * @throws {ImproperlyConfigured} By the view: `redirectAuthenticatedUser` leads back to the page itself.
 */
export function loginView(options: LoginViewOptions = {}): View {
  const { templateName = "registration/login.html", title = "Log in", extraContext = {} } = options;
  const { redirectFieldName = REDIRECT_FIELD_NAME, redirectAuthenticatedUser = false } = options;

  return guarded(FORM, async (request): Promise<HttpResponseBase> => {
    if (redirectAuthenticatedUser && request.user.isAuthenticated) {
      return onwards(request, successUrl(request, options));
    }
    const form = loginForm(request.method === "POST" ? request.POST : undefined);
    const user = await userOfForm(form, request);
    if (user) {
      await login(request, user);
      return new HttpResponseRedirect(successUrl(request, options));
    }
    const next = { [redirectFieldName]: requestedUrl(request, options) };
    return showPage(request, { templateName, title, extraContext }, { form, ...next });
  });
}

function successUrl(request: HttpRequest, options: LoginViewOptions): string {
  const { nextPage = request.settings.LOGIN_REDIRECT_URL } = options;
  return requestedUrl(request, options) || resolveUrl(nextPage);
}

function onwards(request: HttpRequest, url: string): HttpResponseBase {
  if (url !== request.path) return new HttpResponseRedirect(url);
  throw new ImproperlyConfigured(
    "Redirection loop for authenticated user detected: the login page leads to itself.",
    { hint: "Let LOGIN_REDIRECT_URL, or nextPage of loginView, name another page." },
  );
}

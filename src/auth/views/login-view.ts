/** Source: Django, `LoginView` in `contrib/auth/views.py`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import type { LoginAttempt } from "../../ratelimit/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import {
  FormView,
  type Context,
  type FormClassFor,
  type FormKwargs,
  type Params,
} from "../../views/index.ts";
import { AuthenticationForm } from "../forms/authentication-form.ts";
import { login } from "../login.ts";
import { guarded, PageMixin } from "./page.ts";
import { RedirectURLMixin } from "./redirect-url-mixin.ts";

class LoginPage extends RedirectURLMixin(PageMixin(FormView<AuthenticationForm>)) {
  override formClass: FormClassFor<AuthenticationForm> | undefined = AuthenticationForm;
  /** Replaces `formClass`. */
  authenticationForm: FormClassFor<AuthenticationForm> | undefined = undefined;
  override templateName: string | undefined = "registration/login.html";
  override title = "Log in";
  /** Redirect visitors who are already logged in. Default `false`. */
  redirectAuthenticatedUser = false;

  override async dispatch(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): Promise<HttpResponseBase> {
    if (!this.redirectAuthenticatedUser || !request.user.isAuthenticated) {
      return super.dispatch(request, params, ...args);
    }
    const url = await this.getSuccessUrl();
    if (url !== request.path) return new HttpResponseRedirect(url);
    throw new ImproperlyConfigured(
      "Redirection loop for authenticated user detected: the login page leads to itself.",
      { hint: "Set LOGIN_REDIRECT_URL or the view's nextPage to another page." },
    );
  }

  override getDefaultRedirectUrl(): string {
    return resolveUrl(this.nextPage ?? this.request.settings.LOGIN_REDIRECT_URL);
  }

  override getFormClass(): FormClassFor<AuthenticationForm> {
    return this.authenticationForm ?? super.getFormClass();
  }

  override async getFormKwargs(): Promise<FormKwargs> {
    return { ...(await super.getFormKwargs()), request: this.request };
  }

  /** Processes the form, unless there were too many attempts: docs/topics/rate-limits.md. */
  override async post(): Promise<HttpResponseBase> {
    const form = await this.getForm();
    const attempt = await beginAttempt(this.request, form);
    if (attempt?.refusal) return attempt.refusal;
    try {
      if (!(await form.isValid())) return await this.formInvalid(form);
      const response = await this.formValid(form);
      await attempt?.succeeded();
      return response;
    } catch (error) {
      await attempt?.cancelled();
      throw error;
    }
  }

  override async formValid(form: AuthenticationForm): Promise<HttpResponseBase> {
    const user = form.getUser();
    if (!user)
      throw new TypeError(
        "A valid AuthenticationForm has a user: its clean() must call super.clean().",
      );
    await login(this.request, user);
    return new HttpResponseRedirect(await this.getSuccessUrl());
  }

  override async getContextData(extra: Context = {}): Promise<Context> {
    const context = await super.getContextData(extra);
    return { ...context, [this.redirectFieldName]: this.getRedirectUrl(), ...this.extraContext };
  }
}

/** Counts a form with an account name and a password; others reveal nothing. */
async function beginAttempt(
  request: HttpRequest,
  form: AuthenticationForm,
): Promise<LoginAttempt | undefined> {
  const { RATELIMIT_LOGIN, RATELIMIT_LOGIN_ADDRESS } = request.settings;
  if (RATELIMIT_LOGIN === null && RATELIMIT_LOGIN_ADDRESS === null) return undefined;
  const [username, password] = ["username", "password"].map((name) =>
    request.POST.get(form.addPrefix(name), ""),
  );
  if (!username || !password) return undefined;
  // Only logins need this module.
  const { beginLogin } = await import("../../ratelimit/index.ts");
  return beginLogin(request, username);
}

/**
 * The login page, by default `registration/login.html`, with `form`, `next`, `title`, `site` and `site_name`. A login
 * redirects to `?next=` if that is on this host, else to `nextPage`, else to LOGIN_REDIRECT_URL.
 *
 * @throws {ImproperlyConfigured} In the view, if `redirectAuthenticatedUser` leads back to the page itself.
 *
 * @example
 * path("enter/", LoginView.asView({ authenticationForm: CarefulForm, redirectAuthenticatedUser: true }));
 */
export class LoginView extends guarded(LoginPage) {}

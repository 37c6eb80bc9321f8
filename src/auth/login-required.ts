/** Restricts access to views. Source: Django, `contrib/auth/decorators.py`. */
import {
  HttpResponseRedirect,
  PermissionDenied,
  QueryDict,
  replaceView,
  splitUrl,
  type HttpRequest,
  type HttpResponseBase,
  type ViewWith,
} from "../http/index.ts";
import { resolveUrl } from "../shortcuts/index.ts";
import { goOn } from "../values/index.ts";
import type { AnonymousUser } from "./users/anonymous-user.ts";
import type { AuthUser } from "./users/visitor.ts";

export const REDIRECT_FIELD_NAME = "next";

export interface LoginRequiredOptions {
  /** A path or the name of a URL. Default: LOGIN_URL. */
  readonly loginUrl?: string;
  /** Query parameter with the target after the login. Default `"next"`; `null` omits it. */
  readonly redirectFieldName?: string | null;
}

type Visitor = AuthUser | AnonymousUser;

/**
 * Restricts a view to logged-in users; others are redirected to LOGIN_URL, which leads back.
 *
 * @example
 * export const secret = loginRequired((request) => render(request, "secret.html"));
 */
export function loginRequired<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  options: LoginRequiredOptions = {},
): ViewWith<Args> {
  return userPassesTest((user) => user.isAuthenticated, options)(view);
}

/**
 * Creates a decorator that restricts a view to users who pass a test; others are asked to log in as another user.
 *
 * @example
 * const staffOnly = userPassesTest((user) => user.isStaff);
 * export const report = staffOnly((request) => render(request, "report.html"));
 */
export function userPassesTest(
  test: (user: Visitor) => boolean | Promise<boolean>,
  options: LoginRequiredOptions = {},
): <Args extends readonly unknown[]>(view: ViewWith<Args>) => ViewWith<Args> {
  return (view) =>
    replaceView(view, (request, ...args) => {
      const verdict = test(request.user);
      return goOn(verdict, (passes) =>
        passes ? view(request, ...args) : toLogin(request, options),
      );
    });
}

export interface PermissionRequiredOptions extends LoginRequiredOptions {
  /** Answer 403 instead of asking for another login. Default `false`. */
  readonly raiseException?: boolean;
}

/**
 * Creates a decorator that restricts a view to users with a permission, `"polls.add_question"`, or with all of several.
 *
 * @throws {PermissionDenied} In the view, for users without it, if `raiseException` is set.
 *
 * @example
 * export const add = permissionRequired("polls.add_choice")((request: HttpRequest) =>
 *   render(request, "polls/add.html"),
 * );
 */
export function permissionRequired(
  permission: string | readonly string[],
  { raiseException = false, ...options }: PermissionRequiredOptions = {},
): <Args extends readonly unknown[]>(view: ViewWith<Args>) => ViewWith<Args> {
  const permissions = typeof permission === "string" ? [permission] : permission;
  return userPassesTest(async (user) => {
    if (await user.hasPerms(permissions)) return true;
    if (raiseException) throw new PermissionDenied();
    return false;
  }, options);
}

/**
 * Redirects a visitor to the login page.
 *
 * @param next Target after the login.
 *
 * @example
 * return redirectToLogin(request.getFullPath(), "/accounts/login/");
 */
export function redirectToLogin(
  next: string,
  loginUrl: string,
  redirectFieldName: string | null = REDIRECT_FIELD_NAME,
): HttpResponseRedirect {
  const target = resolveUrl(loginUrl);
  if (redirectFieldName === null) return new HttpResponseRedirect(target);
  const [, base = "", query = "", fragment = ""] = /^([^?#]*)\??([^#]*)(.*)$/s.exec(target) ?? [];
  const fields = new QueryDict(query, { mutable: true });
  fields.set(redirectFieldName, next);
  return new HttpResponseRedirect(`${base}?${fields.urlencode("/")}${fragment}`);
}

/** Redirects a visitor to the login page, which leads back. */
export function toLogin(request: HttpRequest, options: LoginRequiredOptions): HttpResponseBase {
  const { loginUrl = request.settings.LOGIN_URL, redirectFieldName } = options;
  const absolute = request.buildAbsoluteUri();
  const login = splitUrl(resolveUrl(loginUrl));
  const here = splitUrl(absolute);
  const isOurs =
    (login.scheme === "" || login.scheme === here.scheme) &&
    (login.netloc === "" || login.netloc === here.netloc);
  return redirectToLogin(isOurs ? request.getFullPath() : absolute, loginUrl, redirectFieldName);
}

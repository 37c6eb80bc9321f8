/** CSRF protection for single views, and the token for templates. */
import { replaceView, type HttpRequest, type ViewWith } from "../../http/index.ts";
import { goOn } from "../../values/index.ts";
import { markView } from "../view-marks.ts";
import { protectionOf } from "./protection.ts";
import { getToken } from "./state.ts";

/**
 * Makes a view accept unsafe requests from anywhere: for webhooks and APIs with their own keys.
 *
 * @example
 * export const webhook = csrfExempt((request: HttpRequest) => new HttpResponse("heard"));
 */
export function csrfExempt<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return markView(view, { csrfExempt: true });
}

/**
 * Protects a view even in a project without the middleware.
 *
 * @example
 * export const vote = csrfProtect((request: HttpRequest) => redirect("polls:results"));
 */
export function csrfProtect<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return replaceView(view, (request, ...args) => {
    const { begin, refuse, end } = protectionOf(request);
    begin(request);
    const answer = refuse(request) ?? view(request, ...args);
    return goOn(answer, (response) => end(request, response));
  });
}

/**
 * Lets a view show tokens even if the middleware did not run, such as an error page; refuses nothing.
 *
 * @example
 * export const notFound = requiresCsrfToken((request: HttpRequest) => render(request, "404.html"));
 */
export function requiresCsrfToken<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return replaceView(view, (request, ...args) => {
    const { begin, end } = protectionOf(request);
    begin(request);
    return goOn(view(request, ...args), (response) => end(request, response));
  });
}

/**
 * Makes a view send the cookie although its page has no form, for scripts that read the cookie.
 *
 * @example
 * export const app = ensureCsrfCookie((request: HttpRequest) => render(request, "app.html"));
 */
export function ensureCsrfCookie<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return replaceView(view, (request, ...args) => {
    const { begin, end } = protectionOf(request);
    begin(request);
    getToken(request);
    return goOn(view(request, ...args), (response) => end(request, response));
  });
}

/**
 * Context processor that adds `csrf_token` for templates. It is a function, so that a page without a form
 * sets no cookie; all forms of a page share one token.
 *
 * @example
 * const { csrf_token } = csrf(request);
 * console.log(`<input type="hidden" name="csrfmiddlewaretoken" value="${csrf_token()}">`);
 */
export function csrf(request: HttpRequest): { readonly csrf_token: () => string } {
  let token: string | undefined;
  return { csrf_token: () => (token ??= getToken(request)) };
}

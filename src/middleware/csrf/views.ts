/** CSRF protection view by view, and what templates see of it. */
import { replaceView, type HttpRequest, type ViewWith } from "../../http/index.ts";
import { goOn } from "../../values/index.ts";
import { markView } from "../view-marks.ts";
import { protectionOf } from "./protection.ts";
import { getToken } from "./state.ts";

/**
 * A view that accepts unsafe requests from anywhere: for webhooks and for APIs with keys of their own.
 *
 * @example
 * export const webhook = csrfExempt((request: HttpRequest) => new HttpResponse("heard"));
 */
export function csrfExempt<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return markView(view, { csrfExempt: true });
}

/**
 * A view that is protected even in a project without the middleware.
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

/** A view that can show tokens even where the middleware did not run, such as an error page; refuses nothing. */
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
 * A view that sends the cookie though its page has no form, for scripts that read the cookie.
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
 * Context processor: `csrf_token` for templates. A function, so that a page without a form sets no cookie;
 * one page shows one token.
 */
export function csrf(request: HttpRequest): { readonly csrf_token: () => string } {
  let token: string | undefined;
  return { csrf_token: () => (token ??= getToken(request)) };
}

import { HttpResponseNotAllowed } from "./response/response-kinds.ts";
import { replaceView, type ViewWith } from "./wrap-view.ts";

/**
 * Answers 405 unless the request has one of these methods, in upper case.
 *
 * @example
 * export const item = requireHttpMethods(["GET", "PUT"])((request: HttpRequest) =>
 *   render(request, "polls/item.html"),
 * );
 */
export function requireHttpMethods(methods: readonly string[]) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    replaceView(view, (request, ...args) =>
      methods.includes(request.method)
        ? view(request, ...args)
        : new HttpResponseNotAllowed(methods),
    );
}

/**
 * Accepts GET only, not even HEAD; answers 405 to other methods.
 *
 * @example
 * export const index = requireGET((request: HttpRequest) => render(request, "polls/index.html"));
 */
export function requireGET<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET"])(view);
}

/**
 * Accepts POST only; answers 405 to other methods.
 *
 * @example
 * export const vote = requirePOST((request: HttpRequest) => redirect("polls:results"));
 */
export function requirePOST<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["POST"])(view);
}

/**
 * Accepts GET and HEAD only; answers 405 to other methods.
 *
 * @example
 * export const index = requireSafe((request: HttpRequest) => render(request, "polls/index.html"));
 */
export function requireSafe<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET", "HEAD"])(view);
}

import { HttpResponseNotAllowed } from "./response/response-kinds.ts";
import { replaceView, type ViewWith } from "./wrap-view.ts";

/**
 * Lets only these methods through to a view; 405 for others. Names in capitals.
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
 * Only GET; not HEAD either.
 *
 * @example
 * export const index = requireGET((request: HttpRequest) => render(request, "polls/index.html"));
 */
export function requireGET<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET"])(view);
}

/**
 * Only POST.
 *
 * @example
 * export const vote = requirePOST((request: HttpRequest) => redirect("polls:results"));
 */
export function requirePOST<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["POST"])(view);
}

/**
 * Only GET and HEAD.
 *
 * @example
 * export const index = requireSafe((request: HttpRequest) => render(request, "polls/index.html"));
 */
export function requireSafe<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET", "HEAD"])(view);
}

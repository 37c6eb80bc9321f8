import { goOn, type MaybePromise } from "../values/index.ts";
import type { HttpRequest } from "./request/request.ts";
import type { HttpResponseBase } from "./response/response.ts";

/** A view with any parameters: a decorator takes and returns one of the same type. */
export type ViewWith<Args extends readonly unknown[]> = (
  request: HttpRequest,
  ...args: Args
) => MaybePromise<HttpResponseBase>;

/**
 * Returns `inner` in place of `view`, with its name and the marks that other decorators left on it.
 *
 * @example
 * export function closedAtNight<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
 *   return replaceView(view, (request, ...args) =>
 *     new Date(request.now()).getHours() < 6 ? new HttpResponse("Closed") : view(request, ...args),
 *   );
 * }
 */
export function replaceView<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  inner: ViewWith<Args>,
): ViewWith<Args> {
  Object.defineProperty(inner, "name", { value: view.name, configurable: true });
  return Object.assign(inner, view);
}

/**
 * Wraps a view to change its responses; a synchronous view stays synchronous.
 *
 * @example
 * export function versioned<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
 *   return changeResponses(view, (response) => response.headers.set("X-Version", "2"));
 * }
 */
export function changeResponses<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  change: (response: HttpResponseBase, request: HttpRequest) => void,
): ViewWith<Args> {
  return replaceView(view, (request, ...args) => {
    const response = view(request, ...args);
    return goOn(response, (arrived) => {
      change(arrived, request);
      return arrived;
    });
  });
}

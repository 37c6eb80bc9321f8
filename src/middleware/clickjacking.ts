/** `mkweb/middleware/clickjacking`: controls which pages may be shown inside a frame. */
import {
  changeResponses,
  PreparedHeader,
  type HttpResponseBase,
  type Middleware,
  type ViewWith,
} from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { withDefaults } from "./settings.ts";

/** Django's XFrameOptionsMiddleware; reads X_FRAME_OPTIONS. Keeps a response's own header. */
const clickjacking: Middleware = (getResponse, context) => {
  const { X_FRAME_OPTIONS } = withDefaults(context.settings);
  const header = new PreparedHeader("X-Frame-Options", X_FRAME_OPTIONS.toUpperCase());
  const finish = (response: HttpResponseBase): HttpResponseBase => {
    if (!exempt.has(response)) response.headers.setdefaultPrepared(header);
    return response;
  };
  return (request) => goOn(getResponse(request), finish);
};

export default clickjacking;

const exempt = new WeakSet<HttpResponseBase>();

/**
 * Forbids all pages to show this view in a frame, whatever X_FRAME_OPTIONS says.
 *
 * @example
 * export const pay = xframeOptionsDeny((request: HttpRequest) => render(request, "pay.html"));
 */
export function xframeOptionsDeny<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return changeResponses(view, (response) =>
    response.headers.setdefault("X-Frame-Options", "DENY"),
  );
}

/**
 * Allows only pages of this site to show this view in a frame.
 *
 * @example
 * export const map = xframeOptionsSameorigin((request: HttpRequest) => render(request, "map.html"));
 */
export function xframeOptionsSameorigin<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return changeResponses(view, (response) =>
    response.headers.setdefault("X-Frame-Options", "SAMEORIGIN"),
  );
}

/**
 * Allows any page to show this view in a frame.
 *
 * @example
 * export const widget = xframeOptionsExempt((request: HttpRequest) => render(request, "widget.html"));
 */
export function xframeOptionsExempt<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return changeResponses(view, (response) => {
    exempt.add(response);
  });
}

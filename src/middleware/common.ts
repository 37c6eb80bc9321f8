/** `mkweb/middleware/common`: handles trailing slashes, `www.` and the length of responses. */
import {
  escapeLeadingSlashes,
  HttpResponse,
  HttpResponsePermanentRedirect,
  PermissionDenied,
  type AnyView,
  type HttpRequest,
  type HttpResponseBase,
  type Middleware,
  type ViewWith,
} from "../http/index.ts";
import { getResolver, urlconfOf } from "../urls/index.ts";
import { goOn } from "../values/index.ts";
import { withDefaults, type DefaultedSettings } from "./settings.ts";
import { markOf, markView } from "./view-marks.ts";

/**
 * Django's CommonMiddleware; reads APPEND_SLASH, PREPEND_WWW and DISALLOWED_USER_AGENTS. It reads the host of
 * every request, and so refuses hosts that ALLOWED_HOSTS does not list.
 */
const common: Middleware = (getResponse, context) => {
  const settings = withDefaults(context.settings);
  return (request) => {
    refuseUserAgent(request, settings);
    const host = request.getHost();
    if (settings.PREPEND_WWW && host !== "" && !host.startsWith("www.")) {
      const path = wantsSlash(request, settings)
        ? pathWithSlash(request, settings)
        : request.getFullPath();
      const target = `${request.scheme}://www.${host}${path}`;
      return finish(request, new HttpResponsePermanentRedirect(target), settings);
    }
    return goOn(getResponse(request), (response) => finish(request, response, settings));
  };
};

export default common;

/**
 * Keeps APPEND_SLASH from redirecting to this view.
 *
 * @example
 * export const hook = noAppendSlash((request: HttpRequest) => new HttpResponse("heard"));
 */
export function noAppendSlash<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return markView(view, { shouldAppendSlash: false });
}

/**
 * Whether APPEND_SLASH may redirect to a view.
 *
 * @example
 * assert.equal(appendsSlash(noAppendSlash(add)), false);
 */
export function appendsSlash(view: AnyView): boolean {
  return markOf(view, "shouldAppendSlash") !== false;
}

function refuseUserAgent(request: HttpRequest, settings: DefaultedSettings): void {
  if (settings.DISALLOWED_USER_AGENTS.length === 0) return;
  const agent = request.headers.get("user-agent");
  if (agent === undefined) return;
  if (settings.DISALLOWED_USER_AGENTS.some((pattern) => agent.search(pattern) >= 0)) {
    throw new PermissionDenied("Forbidden user agent");
  }
}

function finish(
  request: HttpRequest,
  response: HttpResponseBase,
  settings: DefaultedSettings,
): HttpResponseBase {
  const answer =
    response.status === 404 && wantsSlash(request, settings)
      ? new HttpResponsePermanentRedirect(pathWithSlash(request, settings))
      : response;
  if (answer instanceof HttpResponse && !answer.headers.has("Content-Length")) {
    const { raw } = answer;
    answer.headers.set(
      "Content-Length",
      typeof raw === "string" ? Buffer.byteLength(raw) : raw.length,
    );
  }
  return answer;
}

/** Whether the path leads to a view only with a trailing slash. */
function wantsSlash(request: HttpRequest, settings: DefaultedSettings): boolean {
  if (!settings.APPEND_SLASH || request.pathInfo.endsWith("/")) return false;
  const urlconf = getResolver(urlconfOf(request));
  if (urlconf.isValidPath(request.pathInfo)) return false;
  const path = `${request.pathInfo}/`;
  if (!urlconf.isValidPath(path)) return false;
  return appendsSlash(urlconf.resolve(path).func);
}

/** A redirect would lose a form's data, so in development it is an error. */
function pathWithSlash(request: HttpRequest, settings: DefaultedSettings): string {
  const path = escapeLeadingSlashes(request.getFullPath(true));
  if (settings.DEBUG && /^(?:DELETE|POST|PUT|PATCH)$/.test(request.method)) {
    throw new Error(
      `You called this URL via ${request.method}, but the URL doesn't end in a slash and you have ` +
        `APPEND_SLASH set. mkweb can't redirect to the slash URL while maintaining ${request.method} data. ` +
        `Change your form to point to ${request.getHost()}${path} (note the trailing slash), or set ` +
        "APPEND_SLASH: false in your settings.",
    );
  }
  return path;
}

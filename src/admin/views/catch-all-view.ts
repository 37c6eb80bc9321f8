/** Answers unknown URLs of the admin. Source: Django, `AdminSite.catch_all_view`. */
import { Http404, HttpResponsePermanentRedirect, type HttpRequest } from "../../http/index.ts";
import { appendsSlash } from "../../middleware/index.ts";
import { getResolver, Resolver404, urlconfOf } from "../../urls/index.ts";

/**
 * Adds a missing trailing slash if APPEND_SLASH is set.
 *
 * @throws {Http404} If the URL with a slash is unknown as well.
 */
export function catchAllView(request: HttpRequest, url: string): HttpResponsePermanentRedirect {
  if (request.settings.APPEND_SLASH && !url.endsWith("/") && leadsSomewhere(request)) {
    return new HttpResponsePermanentRedirect(request.getFullPath(true));
  }
  throw new Http404();
}

function leadsSomewhere(request: HttpRequest): boolean {
  try {
    return appendsSlash(getResolver(urlconfOf(request)).resolve(`${request.pathInfo}/`).func);
  } catch (error) {
    if (error instanceof Resolver404) return false;
    throw error;
  }
}

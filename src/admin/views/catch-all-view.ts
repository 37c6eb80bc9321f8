/** Addresses below the site's that lead nowhere. Source: Django, `AdminSite.catch_all_view`. */
import { Http404, HttpResponsePermanentRedirect, type HttpRequest } from "../../http/index.ts";
import { appendsSlash } from "../../middleware/index.ts";
import { getResolver, Resolver404, urlconfOf } from "../../urls/index.ts";

/**
 * Adds the slash that is missing, as APPEND_SLASH says.
 *
 * @throws {Http404} There is nothing with a slash either.
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

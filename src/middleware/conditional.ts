/** `mkweb/middleware/conditional`: ETags, and 304 for a page that the browser already has. */
import {
  getConditionalResponse,
  parseHttpDateSafe,
  setResponseEtag,
  type HttpRequest,
  type HttpResponseBase,
  type Middleware,
} from "../http/index.ts";
import { goOn } from "../values/index.ts";

/** Django's ConditionalGetMiddleware. Place it before middleware that changes bodies, such as gzip. */
const conditional: Middleware = (getResponse) => (request) =>
  goOn(getResponse(request), (response) => answer(request, response));

export default conditional;

function answer(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
  // Too late to refuse an unsafe request, and a HEAD response has no body to hash.
  if (request.method !== "GET") return response;
  if (!response.headers.has("ETag") && !isNoStore(response)) setResponseEtag(response);
  const etag = response.headers.get("ETag");
  const modified = response.headers.get("Last-Modified");
  const lastModified = modified === undefined ? undefined : parseHttpDateSafe(modified);
  if (etag === undefined && lastModified === undefined) return response;
  return getConditionalResponse(request, { etag, lastModified }, response);
}

function isNoStore(response: HttpResponseBase): boolean {
  const directives = (response.headers.get("Cache-Control") ?? "").split(/\s*,\s*/);
  return directives.some((directive) => directive.toLowerCase() === "no-store");
}

import { joinUrl } from "../join-url.ts";
import { iriToUri } from "../percent.ts";
import { splitUrl } from "../split-url.ts";
import type { HttpRequest } from "./request.ts";

/**
 * Returns a location as an absolute URL, resolved against the request's URL.
 *
 * @throws {DisallowedHost} If the request's host is not allowed.
 */
export function absoluteUri(request: HttpRequest, location: string): string {
  const { scheme, netloc, path } = splitUrl(location);
  if (scheme !== "" && netloc !== "") return iriToUri(location);
  const origin = `${request.scheme}://${request.getHost()}`;
  const isSimple =
    path.startsWith("/") && scheme === "" && netloc === "" && !/\/\.\.?\//.test(path);
  return iriToUri(
    isSimple ? origin + location.replace(/^\/\//, "") : joinUrl(origin + request.path, location),
  );
}

import type { Settings } from "../conf/index.ts";
import { quoter } from "../http/index.ts";

/**
 * Returns MEDIA_URL as an absolute path, or unchanged if it names a host.
 *
 * @example
 * console.log(mediaUrl({ MEDIA_URL: "media/" })); // /media/
 */
export function mediaUrl({ MEDIA_URL }: Pick<Settings, "MEDIA_URL">): string {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\//i.test(MEDIA_URL) ? MEDIA_URL : `/${MEDIA_URL}`;
}

/**
 * Adds a trailing slash to a URL, and a leading one unless it names a host.
 *
 * @example
 * console.log(withSlashes("static")); // /static/
 */
export function withSlashes(url: string): string {
  const start = /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\//i.test(url) ? url : `/${url}`;
  return start.endsWith("/") ? start : `${start}/`;
}

const quotePath = quoter("/~!*()'");

/** Returns the URL of a file below a base URL. */
export function urlBelow(base: string, name: string): string {
  return base + quotePath(name.replaceAll("\\", "/")).replace(/^\/+/, "");
}

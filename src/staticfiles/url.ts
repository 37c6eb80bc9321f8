import { quoter } from "../http/index.ts";

/**
 * The address of a static file, for templates: STATIC_URL and the path, escaped where a URL needs it.
 *
 * @param path Relative to a static folder: `polls/style.css`.
 */
export function staticUrl(path: string, { STATIC_URL }: { readonly STATIC_URL: string }): string {
  return withSlashes(STATIC_URL) + escapePath(path.replaceAll("\\", "/"));
}

/** The characters Django leaves alone. */
const escapePath = quoter("/~!*()'");

/** STATIC_URL as it counts: with a slash at its end, and at its start unless it names a host. */
export function withSlashes(url: string): string {
  const start = /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\//i.test(url) ? url : `/${url}`;
  return start.endsWith("/") ? start : `${start}/`;
}

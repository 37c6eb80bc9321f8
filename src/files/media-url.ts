import type { Settings } from "../conf/index.ts";
import { quoter } from "../http/index.ts";

/** MEDIA_URL as it counts: from the site's root, unless it names a host. */
export function mediaUrl({ MEDIA_URL }: Pick<Settings, "MEDIA_URL">): string {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\//i.test(MEDIA_URL) ? MEDIA_URL : `/${MEDIA_URL}`;
}

/** STATIC_URL as it counts: with a slash at its end, and at its start unless it names a host. */
export function withSlashes(url: string): string {
  const start = /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\//i.test(url) ? url : `/${url}`;
  return start.endsWith("/") ? start : `${start}/`;
}

const quotePath = quoter("/~!*()'");

/** The address of a file below another address. */
export function urlBelow(base: string, name: string): string {
  return base + quotePath(name.replaceAll("\\", "/")).replace(/^\/+/, "");
}

import { encodeBody, fieldsOf, toQuery } from "./body.ts";
import type { Outgoing } from "./client-options.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { MemorySource } from "./source.ts";

/** The request that the project receives. */
export async function sourceOf(
  { method, path, query, data = "", secure = false, ...rest }: Outgoing,
  jar: CookieJar,
): Promise<MemorySource> {
  const contentType = rest.contentType ?? "application/octet-stream";
  const body = data === "" ? undefined : await encodeBody(data, contentType);
  const extra = String(toQuery(fieldsOf(query ?? {})));
  const mark = path.includes("?") ? "&" : "?";
  const headers = new Map([["host", "testserver"]]);
  const cookies = jar.header();
  if (cookies !== undefined) headers.set("cookie", cookies);
  if (body) {
    headers.set("content-type", body.contentType);
    headers.set("content-length", String(body.bytes.length));
  }
  for (const [name, value] of Object.entries(rest.headers ?? {})) {
    headers.set(name.toLowerCase(), value);
  }
  const target = new URL(path.split("#", 1)[0] ?? path, "http://testserver");
  return new MemorySource({
    method,
    target: extra === "" ? pathOf(path, target) : `${pathOf(path, target)}${mark}${extra}`,
    secure: secure || target.protocol === "https:",
    headers,
    body: body?.bytes,
  });
}

/**
 * A path is sent as the test writes it; of a full address only the part after the host, with non-ASCII
 * characters escaped.
 */
function pathOf(path: string, url: URL): string {
  const raw = /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? url.pathname + url.search : path;
  // oxlint-disable-next-line no-control-regex
  return raw.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

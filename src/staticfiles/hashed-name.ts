/** Django's names with a hash: `css/base.css` becomes `css/base.27e20196a850.css`. */
import { createHash } from "node:crypto";
import { ImproperlyConfigured } from "../conf/index.ts";
import { joinPath, splitPath } from "../files/index.ts";
import { splitUrl, unquote, type SplitUrl } from "../http/index.ts";

/** The first twelve hexadecimal digits of the MD5. @throws {ImproperlyConfigured} This Node has no MD5. */
export function fileHash(content: Uint8Array | string): string {
  try {
    return createHash("md5").update(content).digest("hex").slice(0, 12);
  } catch (cause) {
    throw new ImproperlyConfigured(
      "Names of static files need MD5, which this Node does not have.",
      {
        hint: "Run it without FIPS, or use mkweb/staticfiles/backends/staticfiles, whose names have no hash.",
        cause,
      },
    );
  }
}

/** The file that a reference names: without query, fragment and escapes. */
export function cleanName(name: string): string {
  return strip(splitUrl(unquote(name)).path);
}

/** @param hash Hash of the content; `undefined` leaves the name unchanged. */
export function withHash(name: string, hash: string): string {
  const [folder, file] = splitPath(cleanName(name));
  const [, root = file, extension = ""] = /^(\.*[^.][^]*)(\.[^.]*)$/.exec(file) ?? [];
  return withPath(name, joinPath(folder, `${root}.${hash}${extension}`));
}

/** The reference with another file. `font.eot?#iefix` keeps its question mark. */
export function withPath(name: string, path: string): string {
  const parsed = splitUrl(unquote(name));
  const isEmptyQuery = name.includes("?#") && parsed.query === "";
  return unsplitUrl({ ...parsed, path: isEmptyQuery ? `${path}?` : path });
}

/** Removes the fragment, and an empty query with it. */
export function withoutFragment(url: string): readonly [rest: string, fragment: string] {
  if (!url.includes("#")) return [url, ""];
  const parsed = splitUrl(url);
  return [unsplitUrl({ ...parsed, fragment: "" }), parsed.fragment];
}

/** Like Python's `urlunsplit()`. */
export function unsplitUrl({ scheme, netloc, path, query, fragment }: SplitUrl): string {
  let url = path;
  if (netloc !== "") url = `//${netloc}${path === "" || path.startsWith("/") ? path : `/${path}`}`;
  else if (path.startsWith("//")) url = `//${path}`;
  if (scheme !== "") url = `${scheme}:${url}`;
  if (query !== "") url += `?${query}`;
  return fragment === "" ? url : `${url}#${fragment}`;
}

const SPACE = String.raw`[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const atEnds = new RegExp(`^${SPACE}|${SPACE}$`, "g");

function strip(text: string): string {
  return text.replace(atEnds, "");
}

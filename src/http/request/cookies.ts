/** Parses a `Cookie` header as node:http provides it. */
export function cookiesOf(header: string | undefined): Readonly<Record<string, string>> {
  return header === undefined ? NONE : parseCookie(decodeCookieHeader(header));
}

const NONE: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/**
 * Parses cookies by name. The last of several with the same name counts.
 *
 * @example
 * console.log(parseCookie("a=1; b=2")["b"]); // 2
 */
export function parseCookie(header: string): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (let start = 0; start <= header.length;) {
    const next = header.indexOf(";", start);
    const end = next === -1 ? header.length : next;
    const chunk = header.slice(start, end);
    const equals = chunk.indexOf("=");
    const key = equals === -1 ? "" : chunk.slice(0, equals).trim();
    const value = (equals === -1 ? chunk : chunk.slice(equals + 1)).trim();
    if (key !== "" || value !== "") cookies[key] = unquoteCookie(value);
    start = end + 1;
  }
  return cookies;
}

/** Reverses the quoting of Python's cookies: `"a\073b"` is `a;b`. */
export function unquoteCookie(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value
    .slice(1, -1)
    .replace(/\\(?:([0-3][0-7][0-7])|(.))/gs, (_, octal?: string, character?: string) =>
      octal === undefined ? (character ?? "") : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}

/**
 * Decodes a `Cookie` header of node:http, which has one character per byte, as UTF-8.
 *
 * @example
 * const cookies = parseCookie(decodeCookieHeader("name=J\u00c3\u00b6rg")); // { name: "Jörg" }
 */
export function decodeCookieHeader(header: string): string {
  return /^[\x00-\x7f]*$/.test(header) ? header : Buffer.from(header, "latin1").toString("utf8");
}

import { httpDate } from "./dates.ts";
import type { HttpResponseBase } from "../response/response.ts";
import { changeResponses, type ViewWith } from "../wrap-view.ts";

/**
 * Directives of Cache-Control in camelCase: `{ maxAge: 60, public: true }`. `true` stands for a name without a value.
 */
export type CacheDirectives = Readonly<Record<string, string | number | true>>;

/**
 * Adds directives to Cache-Control. The shorter `max-age` wins; `public` and `private` replace each other.
 *
 * @example
 * const response = new HttpResponse("fresh for a minute");
 * patchCacheControl(response, { maxAge: 60, private: true });
 */
export function patchCacheControl(response: HttpResponseBase, directives: CacheDirectives): void {
  const all = directivesOf(response);
  for (const [name, value] of Object.entries(directives)) {
    const directive = name
      .replaceAll("_", "-")
      .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const present = all.get(directive)?.[0];
    if (directive === "private") all.delete("public");
    if (directive === "public") all.delete("private");
    if (directive === "no-cache" && present !== undefined) add(all, directive, value);
    else if (directive === "max-age" && Number(present) < Number(value)) continue;
    else all.set(directive, [value]);
  }
  const fields = [...all].flatMap(([name, values]) =>
    values.includes(true) ? [name] : values.map((value) => `${name}=${value}`),
  );
  response.headers.set("Cache-Control", fields.join(", "));
}

/**
 * Returns the seconds of `max-age`; `undefined` if it is missing or not a number.
 *
 * @example
 * const response = new HttpResponse("ok", { headers: { "Cache-Control": "max-age=60" } });
 * console.log(getMaxAge(response)); // 60
 */
export function getMaxAge(response: HttpResponseBase): number | undefined {
  const age = directivesOf(response).get("max-age")?.at(-1);
  return typeof age === "string" && /^\d+$/.test(age) ? Number(age) : undefined;
}

/**
 * Sets how many seconds a response stays fresh: `Expires` and `max-age`, unless already set.
 *
 * @example
 * const response = new HttpResponse("fresh for a minute");
 * patchResponseHeaders(response, 60);
 */
export function patchResponseHeaders(
  response: HttpResponseBase,
  cacheTimeout: number,
  now: () => number = Date.now,
): void {
  const seconds = Math.max(0, cacheTimeout);
  response.headers.setdefault("Expires", httpDate(now() / 1000 + seconds));
  patchCacheControl(response, { maxAge: seconds });
}

/**
 * Forbids all caches to keep a response.
 *
 * @example
 * const response = new HttpResponse("secret");
 * addNeverCacheHeaders(response);
 */
export function addNeverCacheHeaders(response: HttpResponseBase, now?: () => number): void {
  patchResponseHeaders(response, -1, now);
  patchCacheControl(response, {
    noCache: true,
    noStore: true,
    mustRevalidate: true,
    private: true,
  });
}

/**
 * Adds to `Vary` the names of request headers that the response depends on, each once.
 *
 * @example
 * const response = new HttpResponse("by language");
 * patchVaryHeaders(response, ["Accept-Language"]);
 */
export function patchVaryHeaders(response: HttpResponseBase, names: readonly string[]): void {
  const listed = (response.headers.get("Vary") ?? "")
    .split(/\s*,\s*/)
    .filter((name) => name !== "");
  const known = new Set(listed.map((name) => name.toLowerCase()));
  const all = [...listed, ...names.filter((name) => !known.has(name.toLowerCase()))];
  response.headers.set("Vary", all.includes("*") ? "*" : all.join(", "));
}

/**
 * Returns whether `Vary` names a header.
 *
 * @example
 * const response = new HttpResponse("ok", { headers: { Vary: "Cookie, Accept-Language" } });
 * console.log(hasVaryHeader(response, "cookie")); // true
 */
export function hasVaryHeader(response: HttpResponseBase, name: string): boolean {
  const listed = (response.headers.get("Vary") ?? "").toLowerCase().split(",");
  return listed.some((each) => each.trim() === name.trim().toLowerCase());
}

/**
 * Adds directives to the Cache-Control of a view's responses.
 *
 * @example
 * export const imprint = cacheControl({ maxAge: 3600, public: true })((request: HttpRequest) =>
 *   render(request, "imprint.html"),
 * );
 */
export function cacheControl(directives: CacheDirectives) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    changeResponses(view, (response) => patchCacheControl(response, directives));
}

/**
 * Keeps a view's responses out of every cache.
 *
 * @example
 * export const account = neverCache((request: HttpRequest) => render(request, "account.html"));
 */
export function neverCache<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return changeResponses(view, (response, { now }) => addNeverCacheHeaders(response, now));
}

/**
 * Names the request headers that a view's responses depend on.
 *
 * @example
 * export const home = varyOnHeaders("Accept-Language")((request: HttpRequest) =>
 *   render(request, "home.html"),
 * );
 */
export function varyOnHeaders(...names: readonly string[]) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    changeResponses(view, (response) => patchVaryHeaders(response, names));
}

/**
 * Tells caches that a view's responses depend on cookies.
 *
 * @example
 * export const home = varyOnCookie((request: HttpRequest) => render(request, "home.html"));
 */
export function varyOnCookie<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
): ViewWith<Args> {
  return varyOnHeaders("Cookie")(view);
}

type Values = (string | number | true)[];

function directivesOf(response: HttpResponseBase): Map<string, Values> {
  const all = new Map<string, Values>();
  for (const field of (response.headers.get("Cache-Control") ?? "").split(/\s*,\s*/)) {
    if (field === "") continue;
    const equals = field.indexOf("=");
    const name = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
    const value = equals === -1 ? true : field.slice(equals + 1);
    // no-cache may repeat, for several fields.
    if (name === "no-cache") add(all, name, value);
    else all.set(name, [value]);
  }
  return all;
}

function add(all: Map<string, Values>, name: string, value: string | number | true): void {
  const values = all.get(name);
  if (values === undefined) all.set(name, [value]);
  else if (!values.includes(value)) values.push(value);
}

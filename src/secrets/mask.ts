/**
 * What may be shown of a value: on the debug page, by `{% debug %}` and `diffsettings`, in logs and errors.
 * Whoever shows a setting, a header, a form field or a variable calls {@link mask} with its name, for a cookie
 * {@link maskCookie}, for text without a name {@link maskText}.
 */
import { isSecretCookie, isSecretName } from "./names.ts";

/** What stands in the place of a secret. */
export const substitute = "********************";

/** Values nested deeper are not looked through, and so not shown. */
const DEEPEST = 8;

/**
 * A value as it may be shown. Secrets in nested objects, arrays, Maps and Sets are replaced too, and so are
 * passwords inside texts and URLs. Instances of classes are handed back as they are: who shows one decides what.
 *
 * @param name What the value is called; a secret's name hides all of it. Empty for a value without one.
 */
export function mask(name: string, value: unknown): unknown {
  return masked(name, value, 0);
}

/**
 * The value of a cookie as it may be shown.
 *
 * @param sessionCookieName SESSION_COOKIE_NAME of the settings.
 */
export function maskCookie(name: string, value: string, sessionCookieName?: string): string {
  return isSecretCookie(name, sessionCookieName) ? substitute : maskText(value);
}

/** A text without the passwords of URLs (`postgres://user:secret@host`) and of pairs (`password=secret`). */
export function maskText(text: string): string {
  return text.replace(CREDENTIALS, `$1${substitute}@`).replace(PAIR, maskPair);
}

/** What stands between user name and host, whatever characters it has; `:8000/` is a port. */
const CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)(?!\d+(?:[/?#]|$))[^\s"'<>]*@/gi;

/** `name=value` in a query string, a connection string or a list of cookies. */
const PAIR = /([\w.[\]%-]+)(\s*=\s*)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s&;,'"]+)/g;

function maskPair(whole: string, name: string, equals: string): string {
  return isSecretCookie(name) ? name + equals + substitute : whole;
}

function masked(name: string, value: unknown, depth: number): unknown {
  if (isSecretName(name)) return substitute;
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof URL) return maskText(value.href);
  const parts = partsOf(value, depth + 1);
  return depth >= DEEPEST && parts !== undefined ? substitute : (parts?.() ?? value);
}

/** How to mask what is inside; `undefined` for a value that is shown whole or not at all. */
function partsOf(value: object, depth: number): (() => unknown) | undefined {
  const each = (inner: unknown): unknown => masked("", inner, depth);
  if (Array.isArray(value)) return () => value.map(each);
  if (value instanceof Set) return () => new Set(Array.from(value, each));
  if (value instanceof Map) {
    return () =>
      new Map(Array.from(value, ([key, inner]) => [key, masked(String(key), inner, depth)]));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  return () =>
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, masked(key, inner, depth)]),
    );
}

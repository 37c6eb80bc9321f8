/**
 * Masks values for display: on the debug page, in `{% debug %}` and `diffsettings`, in logs and errors. Code
 * that shows a setting, a header, a form field or a variable calls {@link mask} with its name, {@link
 * maskCookie} for a cookie, and {@link maskText} for text without a name.
 */
import { isSecretCookie, isSecretName } from "./names.ts";

/** Replaces a secret. */
export const substitute = "********************";

/** Values nested deeper are not searched, and so not shown. */
const DEEPEST = 8;

/**
 * Masks a value for display. Also masks secrets in nested objects, arrays, Maps and Sets, and passwords
 * inside texts and URLs. Instances of classes are returned unchanged; the caller decides how to show them.
 *
 * @param name The value's name; if it names a secret, the whole value is hidden. Empty for a value without a
 *   name.
 */
export function mask(name: string, value: unknown): unknown {
  return masked(name, value, 0);
}

/**
 * Masks the value of a cookie for display.
 *
 * @param sessionCookieName The setting SESSION_COOKIE_NAME.
 */
export function maskCookie(name: string, value: string, sessionCookieName?: string): string {
  return isSecretCookie(name, sessionCookieName) ? substitute : maskText(value);
}

/** Masks passwords in URLs (`postgres://user:secret@host`) and in pairs (`password=secret`). */
export function maskText(text: string): string {
  return text.replace(CREDENTIALS, `$1${substitute}@`).replace(PAIR, maskPair);
}

/** The text between user name and host, of any characters; `:8000/` is a port. */
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

/** How to mask the contents; `undefined` for a value that is shown completely or not at all. */
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

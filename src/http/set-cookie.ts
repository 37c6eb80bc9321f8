import { getCookieSigner } from "../signing/index.ts";
import { httpDate } from "./caching/dates.ts";
import { BadHeaderError } from "./exceptions.ts";

/** Attributes of a cookie, under Django's names. */
export interface CookieOptions {
  /** Lifetime in seconds; also sets `expires`, for old browsers. */
  readonly maxAge?: number | null | undefined;
  /**
   * When the cookie expires: a Date, or the header's text. Default: when the browser closes.
   */
  readonly expires?: Date | string | null | undefined;
  /** Default `"/"`; `null` lets the browser use the URL's folder. */
  readonly path?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly secure?: boolean | undefined;
  readonly httponly?: boolean | undefined;
  /** `"Lax"`, `"Strict"` or `"None"`, in any case. */
  readonly samesite?: string | null | undefined;
}

/** A cookie of a response. Parts that depend on the clock are added when it is sent. */
export interface Morsel {
  readonly value: string;
  readonly options: CookieOptions;
  /** The salt if the value is to be signed. */
  readonly salt?: string;
}

export interface CookieContext {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Keys for signed cookies. Default: the process's, see `mkweb/signing`. */
  readonly settings?:
    | { readonly SECRET_KEY?: string; readonly SECRET_KEY_FALLBACKS?: readonly string[] }
    | undefined;
}

/**
 * Rejects a cookie that is unsafe in a header.
 *
 * @throws {BadHeaderError} If Python's cookies refuse the name, or an attribute would end early.
 * @throws {RangeError} If `samesite` is unknown, or `expires` is a Date beside `maxAge`.
 */
export function checkCookie(name: string, options: CookieOptions): void {
  if (!TOKEN.test(name)) throw new BadHeaderError(`Illegal cookie name ${JSON.stringify(name)}`);
  if (ATTRIBUTES.has(name.toLowerCase())) {
    throw new BadHeaderError(`A cookie cannot have the reserved name ${JSON.stringify(name)}`);
  }
  const { samesite, expires, maxAge } = options;
  if (samesite && !/^(?:lax|none|strict)$/i.test(samesite)) {
    throw new RangeError('samesite must be "lax", "none", or "strict".');
  }
  if (expires instanceof Date && maxAge !== undefined && maxAge !== null) {
    throw new RangeError("'expires' and 'maxAge' can't be used together.");
  }
  for (const text of [options.path, options.domain, typeof expires === "string" ? expires : ""]) {
    if (text && /[\x00-\x1f\x7f;]|[^\x00-\xff]/.test(text)) {
      throw new BadHeaderError(`Illegal character in a cookie attribute: ${JSON.stringify(text)}`);
    }
  }
}

/** Builds the value of a `Set-Cookie` header, like Python's SimpleCookie. */
export function renderCookie(name: string, morsel: Morsel, context: CookieContext = {}): string {
  const now = context.now ?? Date.now;
  const { options } = morsel;
  const value = morsel.salt === undefined ? morsel.value : sign(name, morsel, context);
  const { expires, maxAge } = lifetime(options, now());
  let header = `${name}=${quoteCookie(value)}`;
  if (options.domain) header += `; Domain=${options.domain}`;
  if (expires) header += `; expires=${expires}`;
  if (options.httponly) header += "; HttpOnly";
  if (maxAge !== undefined) header += `; Max-Age=${maxAge}`;
  const path = options.path === undefined ? "/" : options.path;
  if (path) header += `; Path=${path}`;
  if (options.samesite) header += `; SameSite=${options.samesite}`;
  if (options.secure) header += "; Secure";
  return header;
}

/** Salt of a signed cookie: includes the name's length, so that no two pairs of name and salt collide. */
export function cookieSalt(name: string, salt: string): string {
  return `django.http.cookies.v2:${Array.from(salt).length}:${salt}${name}`;
}

function sign(name: string, { value, salt = "" }: Morsel, context: CookieContext): string {
  const signer = getCookieSigner({
    key: context.settings?.SECRET_KEY || undefined,
    fallbackKeys: context.settings?.SECRET_KEY_FALLBACKS,
    salt: cookieSalt(name, salt),
    now: context.now,
  });
  return signer.sign(value);
}

function lifetime(
  { maxAge, expires }: CookieOptions,
  nowMs: number,
): { expires: string | undefined; maxAge: number | undefined } {
  const text = typeof expires === "string" ? expires : undefined;
  // One second more, so that the date is exact although fractions are dropped here.
  const seconds =
    expires instanceof Date
      ? Math.max(0, Math.floor((expires.getTime() - nowMs) / 1000 + 1))
      : maxAge;
  if (seconds === undefined || seconds === null) return { expires: text, maxAge: undefined };
  return { expires: text || httpDate(nowMs / 1000 + seconds), maxAge: Math.trunc(seconds) };
}

const TOKEN = /^[a-zA-Z0-9!#$%&'*+\-.^_`|~:]+$/;
const ATTRIBUTES = new Set(
  "expires path comment domain max-age secure httponly version samesite".split(" "),
);
const PLAIN = /^[a-zA-Z0-9!#$%&'*+\-.^_`|~: ()/<=>?@[\]{}]$/;

/**
 * Quotes a value with octal escapes unless it is a plain token. Characters above Latin-1 are sent as their UTF-8
 * bytes.
 */
function quoteCookie(value: string): string {
  if (TOKEN.test(value)) return value;
  let out = "";
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") out += `\\${character}`;
    else if (PLAIN.test(character)) out += character;
    else if (code < 256) out += `\\${code.toString(8).padStart(3, "0")}`;
    else out += Buffer.from(character, "utf8").toString("latin1");
  }
  return `"${out}"`;
}

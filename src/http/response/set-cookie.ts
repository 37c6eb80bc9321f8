import { getCookieSigner } from "../../signing/index.ts";
import { httpDate } from "../caching/dates.ts";
import { BadHeaderError } from "../exceptions.ts";

/** What a browser is told besides name and value. Names are Django's. */
export interface CookieOptions {
  /** Seconds; also sets `expires`, for old browsers. */
  readonly maxAge?: number | null | undefined;
  /**
   * When it ends: a Date, or the header's text as it is to stand there. Default: with the browser's
   * session.
   */
  readonly expires?: Date | string | null | undefined;
  /** Default `"/"`; `null` leaves it to the browser: the folder of the URL. */
  readonly path?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly secure?: boolean | undefined;
  readonly httponly?: boolean | undefined;
  /** `"Lax"`, `"Strict"` or `"None"`, in any case. */
  readonly samesite?: string | null | undefined;
}

/** One cookie of a response, without what depends on the clock: that is known when it is sent. */
export interface Morsel {
  readonly value: string;
  readonly options: CookieOptions;
  /** The salt, when the value is to be signed. */
  readonly salt?: string;
}

export interface CookieContext {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Keys of signed cookies. Default: the process's, see `mkweb/signing`. */
  readonly settings?:
    | { readonly SECRET_KEY?: string; readonly SECRET_KEY_FALLBACKS?: readonly string[] }
    | undefined;
}

/**
 * Refuses what must not reach a header.
 *
 * @throws {BadHeaderError} A name Python's cookies refuse, or an attribute that would end early.
 * @throws {RangeError} `samesite` is none of the three; `expires` as a Date beside `maxAge`.
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

/** The value of one `Set-Cookie` header, as Python's SimpleCookie writes it. */
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

/** Salt of a signed cookie: the name and length are in it, so no two pairs of name and salt collide. */
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
  // A second more, so that the date comes out exactly despite the fraction dropped here.
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
 * The value as it stands in a header: in quotes, with octal escapes, where it is not a plain token.
 * Characters above Latin-1 travel as their UTF-8 bytes.
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

import { BadSignature, getCookieSigner, SignatureExpired } from "../../signing/index.ts";
import { cookieSalt, type CookieContext } from "../set-cookie.ts";

export interface SignedCookieOptions {
  /** Returned instead of throwing an error. */
  readonly default?: unknown;
  /** The salt passed to `setSignedCookie`. Default `""`. */
  readonly salt?: string;
  /** Seconds for which the signature is valid. Default: forever. */
  readonly maxAge?: number;
}

/** Reads a signed cookie; see `HttpRequest.getSignedCookie`. */
export function unsignCookie(
  cookies: Readonly<Record<string, string>>,
  name: string,
  options: SignedCookieOptions,
  context: CookieContext,
): unknown {
  const signed = cookies[name];
  try {
    if (signed === undefined) throw new RangeError(`There is no cookie ${JSON.stringify(name)}.`);
    return unsign(signed, name, options, context);
  } catch (error) {
    const expected = error instanceof BadSignature || signed === undefined;
    if (expected && "default" in options) return options.default;
    throw error;
  }
}

function unsign(
  signed: string,
  name: string,
  { salt = "", maxAge }: SignedCookieOptions,
  { settings, now }: CookieContext,
): string {
  const withSalt = (full: string): string =>
    getCookieSigner({
      key: settings?.SECRET_KEY || undefined,
      fallbackKeys: settings?.SECRET_KEY_FALLBACKS,
      salt: full,
      now,
    }).unsign(signed, maxAge === undefined ? {} : { maxAge });
  try {
    return withSalt(cookieSalt(name, salt));
  } catch (error) {
    if (!(error instanceof BadSignature) || error instanceof SignatureExpired) throw error;
    // The salt of Django before 5.2.15: browsers still have cookies signed with it.
    return withSalt(name + salt);
  }
}

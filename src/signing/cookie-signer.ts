import type { Secret } from "./crypto.ts";
import { defaultFallbackKeys, defaultKey } from "./default-keys.ts";
import { TimestampSigner } from "./timestamp-signer.ts";

export interface CookieSignerOptions {
  /** Default `"django.core.signing.get_cookie_signer"`. */
  readonly salt?: string | undefined;
  /** Default: the project's SECRET_KEY. */
  readonly key?: Secret | undefined;
  /** Default: the project's SECRET_KEY_FALLBACKS. */
  readonly fallbackKeys?: readonly Secret[] | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/**
 * Returns the signer for cookies: a {@link TimestampSigner} whose keys serve no other purpose.
 *
 * @example
 * const signed = getCookieSigner({ salt: "polls" }).sign("7");
 */
export function getCookieSigner(options: CookieSignerOptions = {}): TimestampSigner {
  return new TimestampSigner({
    key: cookieKey(options.key ?? defaultKey()),
    fallbackKeys: (options.fallbackKeys ?? defaultFallbackKeys()).map(cookieKey),
    salt: options.salt ?? "django.core.signing.get_cookie_signer",
    now: options.now,
  });
}

function cookieKey(key: Secret): Buffer {
  return Buffer.concat([Buffer.from("django.http.cookies"), Buffer.from(key)]);
}

import type { Secret } from "./crypto.ts";
import type { Serializer } from "./json.ts";
import { TimestampSigner } from "./timestamp-signer.ts";

interface Purpose {
  /** Default: the project's SECRET_KEY. */
  readonly key?: Secret | undefined;
  /** Purpose of the text; a text of one purpose is refused for any other. Default `"django.core.signing"`. */
  readonly salt?: string | undefined;
  /** Default: Django's JSON. */
  readonly serializer?: Serializer;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

export interface DumpsOptions extends Purpose {
  /** Deflate the text if that makes it shorter. Default false. */
  readonly compress?: boolean;
}

export interface LoadsOptions extends Purpose {
  /** Age in seconds after which the text is refused. Default: no limit. */
  readonly maxAge?: number | undefined;
  /** Default: the project's SECRET_KEY_FALLBACKS. */
  readonly fallbackKeys?: readonly Secret[] | undefined;
}

const SALT = "django.core.signing";

/**
 * Writes any JSON value as signed, URL-safe text. The text is not secret, but {@link loads} accepts it only
 * unchanged.
 *
 * @example
 * const token = dumps({ poll: 7 }, { salt: "polls.invitation" });
 */
export function dumps(value: unknown, options: DumpsOptions = {}): string {
  const { salt = SALT, key, now, ...rest } = options;
  return new TimestampSigner({ key, salt, now }).signObject(value, rest);
}

/**
 * Reads the value from a text that {@link dumps} wrote.
 *
 * @throws {BadSignature} The text was changed, or signed with another key or salt.
 * @throws {SignatureExpired} The text is older than `maxAge`.
 *
 * @example
 * const invitation = loads(request.GET.get("token", ""), { salt: "polls.invitation", maxAge: 3600 });
 */
export function loads(text: string, options: LoadsOptions = {}): unknown {
  const { salt = SALT, key, fallbackKeys, now, ...rest } = options;
  return new TimestampSigner({ key, salt, fallbackKeys, now }).unsignObject(text, rest);
}

import type { Secret } from "./crypto.ts";
import type { Serializer } from "./json.ts";
import { TimestampSigner } from "./timestamp-signer.ts";

interface Purpose {
  /** Default: the project's SECRET_KEY. */
  readonly key?: Secret | undefined;
  /** What the text is for; texts of one purpose are refused by any other. Default `"django.core.signing"`. */
  readonly salt?: string | undefined;
  /** Default: Django's JSON. */
  readonly serializer?: Serializer;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

export interface DumpsOptions extends Purpose {
  /** Deflates where that is shorter. Default false. */
  readonly compress?: boolean;
}

export interface LoadsOptions extends Purpose {
  /** Seconds after which the text is refused. Default: never. */
  readonly maxAge?: number | undefined;
  /** Default: the project's SECRET_KEY_FALLBACKS. */
  readonly fallbackKeys?: readonly Secret[] | undefined;
}

const SALT = "django.core.signing";

/**
 * Any JSON value as URL-safe text that {@link loads} accepts only unchanged. Signed, not secret.
 *
 * @example
 * const token = dumps({ poll: 7 }, { salt: "polls.invitation" });
 */
export function dumps(value: unknown, options: DumpsOptions = {}): string {
  const { salt = SALT, key, now, ...rest } = options;
  return new TimestampSigner({ key, salt, now }).signObject(value, rest);
}

/**
 * The value in a text that {@link dumps} wrote.
 *
 * @throws {BadSignature} When it was changed, or signed with another key or for another salt.
 * @throws {SignatureExpired} When it is older than `maxAge`.
 *
 * @example
 * const invitation = loads(request.GET.get("token", ""), { salt: "polls.invitation", maxAge: 3600 });
 */
export function loads(text: string, options: LoadsOptions = {}): unknown {
  const { salt = SALT, key, fallbackKeys, now, ...rest } = options;
  return new TimestampSigner({ key, salt, fallbackKeys, now }).unsignObject(text, rest);
}

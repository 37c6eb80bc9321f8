import { decodeBase62, encodeBase62 } from "./base62.ts";
import { BadSignature, SignatureExpired } from "./errors.ts";
import type { Serializer } from "./json.ts";
import { Signer, unpack, type SignerOptions } from "./signer.ts";

export interface TimestampSignerOptions extends SignerOptions {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

export interface UnsignOptions {
  /** Age in seconds after which the signature is refused. Default: no limit. */
  readonly maxAge?: number | undefined;
}

/**
 * A {@link Signer} that records the time of signing: `value:time:signature`.
 *
 * @example
 * const signer = new TimestampSigner();
 * const link = signer.sign("ada");
 * signer.unsign(link, { maxAge: 3600 }); // throws SignatureExpired after an hour
 */
export class TimestampSigner extends Signer {
  readonly #now: () => number;

  constructor(options: TimestampSignerOptions = {}) {
    super(options);
    this.#now = options.now ?? Date.now;
  }

  protected override defaultSalt(): string {
    return "django.core.signing.TimestampSigner";
  }

  /** The current time in the form used in signed values. */
  timestamp(): string {
    return encodeBase62(Math.floor(this.#now() / 1000));
  }

  override sign(value: string): string {
    return super.sign(`${value}${this.sep}${this.timestamp()}`);
  }

  /**
   * Returns the signed value.
   *
   * @throws {BadSignature} The signature is wrong, or the time is missing.
   * @throws {SignatureExpired} The signature is older than `maxAge`. A time in the future is accepted.
   */
  override unsign(signedValue: string, options: UnsignOptions = {}): string {
    const result = super.unsign(signedValue);
    const at = result.lastIndexOf(this.sep);
    if (at < 0) throw new BadSignature(`No timestamp found in "${result}"`);
    const signedAt = secondsOf(result.slice(at + this.sep.length));
    if (options.maxAge !== undefined) {
      const age = this.#now() / 1000 - signedAt;
      if (age > options.maxAge) {
        throw new SignatureExpired(`Signature age ${age} > ${options.maxAge} seconds`);
      }
    }
    return result.slice(0, at);
  }

  override unsignObject(
    signed: string,
    options: UnsignOptions & { readonly serializer?: Serializer } = {},
  ): unknown {
    return unpack(this.unsign(signed, options), options.serializer);
  }
}

function secondsOf(timestamp: string): number {
  try {
    return decodeBase62(timestamp);
  } catch (cause) {
    throw new BadSignature(`"${timestamp}" is not a timestamp`, { cause });
  }
}

import { deflateSync, inflateSync } from "node:zlib";
import { constantTimeCompare, saltedHmac, type HmacAlgorithm, type Secret } from "./crypto.ts";
import { defaultFallbackKeys, defaultKey } from "./default-keys.ts";
import { BadSignature } from "./errors.ts";
import { JSONSerializer, type Serializer } from "./json.ts";

export interface SignerOptions {
  /** Default: the project's SECRET_KEY. */
  readonly key?: Secret | undefined;
  /** Older keys that are still accepted. Default: the project's SECRET_KEY_FALLBACKS. */
  readonly fallbackKeys?: readonly Secret[] | undefined;
  /** Text between value and signature. Default `":"`. */
  readonly sep?: string | undefined;
  /** Purpose; a signature for one salt is invalid for any other. Default: Django's name of the class. */
  readonly salt?: string | undefined;
  /** Default `"sha256"`. */
  readonly algorithm?: HmacAlgorithm | undefined;
}

/**
 * Signs and checks texts: `value:signature`, byte for byte as Django's class of this name.
 *
 * @example
 * const signed = new Signer({ salt: "newsletter" }).sign("ada@example.com");
 * const address = new Signer({ salt: "newsletter" }).unsign(signed);
 */
export class Signer {
  readonly key: Secret;
  readonly fallbackKeys: readonly Secret[];
  readonly sep: string;
  readonly salt: string;
  readonly algorithm: HmacAlgorithm;

  /** @throws {RangeError} `sep` is empty, or made of characters that a signature may contain. */
  constructor(options: SignerOptions = {}) {
    this.key = options.key === undefined || options.key.length === 0 ? defaultKey() : options.key;
    this.fallbackKeys = options.fallbackKeys ?? defaultFallbackKeys();
    this.sep = options.sep ?? ":";
    this.salt = options.salt ?? this.defaultSalt();
    this.algorithm = options.algorithm ?? "sha256";
    if (/^[A-z0-9\-_=]*$/.test(this.sep)) {
      throw new RangeError(
        `Unsafe Signer separator: "${this.sep}" (cannot be empty or consist of only A-z0-9-_=)`,
      );
    }
  }

  protected defaultSalt(): string {
    return "django.core.signing.Signer";
  }

  signature(value: string, key: Secret = this.key): string {
    return saltedHmac(`${this.salt}signer`, value, key, this.algorithm).digest("base64url");
  }

  sign(value: string): string {
    return `${value}${this.sep}${this.signature(value)}`;
  }

  /**
   * Returns the signed value.
   *
   * @throws {BadSignature} Neither the key nor a fallback made this signature.
   */
  unsign(signedValue: string): string {
    const at = signedValue.lastIndexOf(this.sep);
    if (at < 0) throw new BadSignature(`No "${this.sep}" found in value`);
    const value = signedValue.slice(0, at);
    const signature = signedValue.slice(at + this.sep.length);
    for (const key of [this.key, ...this.fallbackKeys]) {
      if (constantTimeCompare(signature, this.signature(value, key))) return value;
    }
    throw new BadSignature(`Signature "${signature}" does not match`);
  }

  /**
   * Writes any JSON value as signed, URL-safe text.
   *
   * @param options.compress Deflate if that makes the text shorter; such a text starts with a dot. Default
   *   false.
   */
  signObject(
    value: unknown,
    options: { readonly serializer?: Serializer; readonly compress?: boolean } = {},
  ): string {
    const data = (options.serializer ?? JSONSerializer).dumps(value);
    const packed = options.compress === true && mayShrink(data) ? deflateSync(data) : data;
    return packed.length < data.length - 1
      ? this.sign(`.${packed.toString("base64url")}`)
      : this.sign(data.toString("base64url"));
  }

  /** Returns the value passed to {@link signObject}. @throws {BadSignature} */
  unsignObject(signed: string, options: { readonly serializer?: Serializer } = {}): unknown {
    return unpack(this.unsign(signed), options.serializer);
  }
}

/** Reads the JSON value of a text whose signature was checked, which makes inflating it safe. */
export function unpack(text: string, serializer: Serializer = JSONSerializer): unknown {
  const isCompressed = text.startsWith(".");
  const data = Buffer.from(isCompressed ? text.slice(1) : text, "base64url");
  return serializer.loads(isCompressed ? inflateSync(data) : data);
}

/** Up to this length, a text without a repeated run of three bytes never becomes shorter (measured). */
const SHORT = 32;

/** Whether deflating is worth a try; it costs more than signing. */
function mayShrink(data: Buffer): boolean {
  if (data.length > SHORT) return true;
  const text = data.toString("latin1");
  for (let at = 0; at + 3 < text.length; at += 1) {
    if (text.includes(text.slice(at, at + 3), at + 1)) return true;
  }
  return false;
}

import {
  createHash,
  createHmac,
  createSecretKey,
  randomFillSync,
  timingSafeEqual,
  type Hmac,
  type KeyObject,
} from "node:crypto";

/** A secret key; text is encoded as UTF-8. */
export type Secret = string | Uint8Array;

export type HmacAlgorithm = "sha1" | "sha256" | "sha384" | "sha512" | "blake2b";

/** Node's names for Python's algorithms. */
const digestNames: Readonly<Partial<Record<HmacAlgorithm, string>>> = { blake2b: "blake2b512" };

/**
 * Computes an HMAC of `value`, keyed by a hash of `keySalt` and `secret`, so that one secret serves many
 * purposes.
 *
 * @param algorithm Default `"sha1"`, as in Django; the signers use `"sha256"`.
 *
 * @example
 * const signature = saltedHmac("shop.webhook", request.body, "secret", "sha256").digest("hex");
 */
export function saltedHmac(
  keySalt: string,
  value: string | Uint8Array,
  secret: Secret,
  algorithm: HmacAlgorithm = "sha1",
): Hmac {
  const digest = digestNames[algorithm] ?? algorithm;
  return createHmac(digest, derivedKey(keySalt, secret, digest)).update(value);
}

const derivedKeys = new Map<string, KeyObject>();

/**
 * Caches the hash of salt and secret, which hardly change within a process, as a KeyObject: importing a key
 * anew takes Node longer than signing.
 */
function derivedKey(salt: string, secret: Secret, digest: string): KeyObject {
  const id = `${digest}\0${salt}\0${typeof secret === "string" ? secret : `\0${hex(secret)}`}`;
  const known = derivedKeys.get(id);
  if (known) return known;
  if (derivedKeys.size >= 64) derivedKeys.clear();
  const key = createSecretKey(createHash(digest).update(salt).update(secret).digest());
  derivedKeys.set(id, key);
  return key;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/**
 * Compares two texts in a time that does not reveal where they differ.
 *
 * @example
 * const isRight = constantTimeCompare(request.headers.get("x-key") ?? "", "the key");
 */
export function constantTimeCompare(one: Secret, other: Secret): boolean {
  const first = Buffer.from(one);
  const second = Buffer.from(other);
  return first.length === second.length && timingSafeEqual(first, second);
}

const ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/**
 * Generates random text from a secure source, each character equally likely.
 *
 * @param allowedChars 1 to 256 characters. Default: ASCII letters and digits, 5.95 bits each.
 *
 * @example
 * const code = getRandomString(8, "ABCDEFGHJKMNPQRSTUVWXYZ23456789");
 */
export function getRandomString(length: number, allowedChars: string = ALPHANUMERIC): string {
  const choices = allowedChars.length;
  if (choices < 1 || choices > 256) {
    throw new RangeError(`allowedChars must hold 1 to 256 characters, not ${choices}`);
  }
  const limit = 256 - (256 % choices);
  let text = "";
  while (text.length < length) {
    const byte = randomByte();
    if (byte < limit) text += allowedChars.charAt(byte % choices);
  }
  return text;
}

const pool = new Uint8Array(4096);
let used = pool.length;

/** Fetches 4,096 bytes per system call and wipes each byte once it is used. */
function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  pool[used] = 0;
  used += 1;
  return byte;
}

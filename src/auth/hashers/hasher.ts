import type { DjangoVersion } from "../../conf/index.ts";
import { getRandomString } from "../../signing/index.ts";

/**
 * A way to hash passwords, identified by the first part of its hashes: `pbkdf2_sha256$…`. A module named in
 * PASSWORD_HASHERS exports one as its default.
 *
 * Source: Django's `BasePasswordHasher`.
 */
export interface PasswordHasher {
  /** The first part of its hashes. */
  readonly algorithm: string;
  /** Creates a random salt. */
  salt(): string;
  /** @param salt At least one character, without `$`. */
  encode(password: string, salt: string): Promise<string>;
  /** Whether the password is correct; takes the same time either way. */
  verify(password: string, encoded: string): Promise<boolean>;
  /**
   * Whether this hasher would create a stronger hash now. False if any part of the old cost is higher: hashes never
   * become weaker.
   */
  mustUpdate(encoded: string): boolean;
  /** Does the work that a weaker hash saves, so that response times do not reveal its age. */
  hardenRuntime(password: string, encoded: string): Promise<void>;
  /**
   * Describes a hash for display: the cost, and the first characters of salt and hash. Without this method only the
   * algorithm is shown.
   *
   * @throws {RangeError} If the text is not a hash of this hasher.
   */
  safeSummary?(encoded: string): PasswordSummary;
  /** Returns the hasher with the cost of a Django version, or itself if a cost was given explicitly. */
  likeDjango?(version: DjangoVersion): PasswordHasher;
}

export type PasswordSummary = Readonly<Record<string, string | number>>;

/** Shows the first characters and a star for each other one. */
export function maskHash(hash: string, show = 6): string {
  return hash.slice(0, show) + "*".repeat(Math.max(0, hash.length - show));
}

/** Compares a stored hash to a current one, by its cost, salt and length. */
export function isStepUp(stored: readonly number[], today: readonly number[]): boolean {
  const differences = today.map((part, at) => part - (stored[at] ?? 0));
  return differences.every((each) => each >= 0) && differences.some((each) => each > 0);
}

const SALT_ENTROPY_BITS = 128;
const BITS_PER_CHARACTER = Math.log2(62);

/** 22 letters and digits: slightly more than 128 bits. */
export function newSalt(): string {
  return getRandomString(Math.ceil(SALT_ENTROPY_BITS / BITS_PER_CHARACTER));
}

export function isWeakSalt(salt: string): boolean {
  return salt.length * BITS_PER_CHARACTER < SALT_ENTROPY_BITS;
}

/** @throws {RangeError} If the salt is empty or contains the separator. */
export function requireSalt(salt: string): void {
  if (salt === "" || salt.includes("$")) {
    throw new RangeError("A salt must be provided and cannot contain $.");
  }
}

/** Splits an encoded password; the last part takes the rest. */
export function splitEncoded(encoded: string, parts: number): readonly string[] {
  const pieces = encoded.split("$");
  if (pieces.length < parts)
    throw new RangeError("The stored password is not a hash of this kind.");
  return [...pieces.slice(0, parts - 1), pieces.slice(parts - 1).join("$")];
}

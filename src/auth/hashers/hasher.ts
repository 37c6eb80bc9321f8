import type { DjangoVersion } from "../../conf/index.ts";
import { getRandomString } from "../../signing/index.ts";

/**
 * One way to store passwords, named by the first part of what it stores: `pbkdf2_sha256$…`. A module
 * that PASSWORD_HASHERS names has one as its default export.
 *
 * Source: Django's `BasePasswordHasher`.
 */
export interface PasswordHasher {
  /** What its hashes start with. */
  readonly algorithm: string;
  /** A new random salt. */
  salt(): string;
  /** @param salt At least one character, and no `$`. */
  encode(password: string, salt: string): Promise<string>;
  /** Whether this is the password; takes as long whether it is or not. */
  verify(password: string, encoded: string): Promise<boolean>;
  /**
   * Whether this hasher would make a stronger hash today. False if any part of its cost is higher than
   * today's: a hash is never made cheaper.
   */
  mustUpdate(encoded: string): boolean;
  /** Does the work that a weaker hash saved, so that its age cannot be told from the time it takes. */
  hardenRuntime(password: string, encoded: string): Promise<void>;
  /**
   * What may be shown of a hash, by what it is called: the cost, and the first characters of salt and hash. Without it
   * only the algorithm is shown.
   *
   * @throws {RangeError} A text that this hasher did not make.
   */
  safeSummary?(encoded: string): PasswordSummary;
  /** The hasher that costs what it does in a version of Django; itself, if a cost was given to it. */
  likeDjango?(version: DjangoVersion): PasswordHasher;
}

export type PasswordSummary = Readonly<Record<string, string | number>>;

/** The first characters, and a star for each further one. */
export function maskHash(hash: string, show = 6): string {
  return hash.slice(0, show) + "*".repeat(Math.max(0, hash.length - show));
}

/** How a stored hash compares to one made today: parts of the cost, the salt, the length. */
export function isStepUp(stored: readonly number[], today: readonly number[]): boolean {
  const differences = today.map((part, at) => part - (stored[at] ?? 0));
  return differences.every((each) => each >= 0) && differences.some((each) => each > 0);
}

const SALT_ENTROPY_BITS = 128;
const BITS_PER_CHARACTER = Math.log2(62);

/** 22 letters and digits: 128 bits and a little more. */
export function newSalt(): string {
  return getRandomString(Math.ceil(SALT_ENTROPY_BITS / BITS_PER_CHARACTER));
}

export function isWeakSalt(salt: string): boolean {
  return salt.length * BITS_PER_CHARACTER < SALT_ENTROPY_BITS;
}

/** @throws {RangeError} A salt that could not be told from the rest of the hash. */
export function requireSalt(salt: string): void {
  if (salt === "" || salt.includes("$")) {
    throw new RangeError("A salt must be provided and cannot contain $.");
  }
}

/** The parts of an encoded password; the last takes what is left. */
export function splitEncoded(encoded: string, parts: number): readonly string[] {
  const pieces = encoded.split("$");
  if (pieces.length < parts)
    throw new RangeError("The stored password is not a hash of this kind.");
  return [...pieces.slice(0, parts - 1), pieces.slice(parts - 1).join("$")];
}

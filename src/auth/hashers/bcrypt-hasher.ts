import { createHash, randomBytes } from "node:crypto";
import { MkwebError } from "../../errors.ts";
import { constantTimeCompare } from "../../signing/index.ts";
import { maskHash, type PasswordHasher, type PasswordSummary } from "./hasher.ts";

/** Django's cost. */
const ROUNDS = 12;
/** Length of the start of a hash: `$2b$12$` and 22 characters of salt. */
const SALT_LENGTH = 29;
/** Length of the part before the salt. */
const COST_LENGTH = 7;
const FORM = /^\$2[aby]?\$(\d\d)\$[./A-Za-z\d]{22}/;

/**
 * Checks and creates bcrypt hashes, for users of a former Django site: `bcrypt_sha256$$2b$12$…`, of the password's
 * SHA-256, or `bcrypt$$2b$12$…`, of its first 72 bytes. Needs the package `bcryptjs` in the project, which works in
 * small steps between other requests.
 *
 * Source: Django's `BCryptSHA256PasswordHasher` and `BCryptPasswordHasher`.
 *
 * @throws {MkwebError} `MKWEB_BCRYPT_MISSING` when a hash is created or checked without `bcryptjs`.
 */
export class BCryptPasswordHasher implements PasswordHasher {
  readonly algorithm: "bcrypt" | "bcrypt_sha256";
  readonly #rounds: number;

  /** @param options.rounds Binary logarithm of the number of rounds. Default 12, as in Django. */
  constructor({
    algorithm = "bcrypt_sha256",
    rounds = ROUNDS,
  }: {
    readonly algorithm?: "bcrypt" | "bcrypt_sha256";
    readonly rounds?: number;
  } = {}) {
    this.algorithm = algorithm;
    this.#rounds = rounds;
  }

  salt(): string {
    return `$2b$${String(this.#rounds).padStart(2, "0")}$${toBcryptAlphabet(randomBytes(16))}`;
  }

  /** @param salt From {@link BCryptPasswordHasher.salt}, including the cost. */
  async encode(password: string, salt: string): Promise<string> {
    const { hash } = await loadBcrypt();
    const text =
      this.algorithm === "bcrypt" ? password : createHash("sha256").update(password).digest("hex");
    return `${this.algorithm}$${await hash(text, salt)}`;
  }

  async verify(password: string, encoded: string): Promise<boolean> {
    return constantTimeCompare(encoded, await this.encode(password, saltOf(encoded)));
  }

  mustUpdate(encoded: string): boolean {
    return roundsOf(encoded) < this.#rounds;
  }

  safeSummary(encoded: string): PasswordSummary {
    const rounds = roundsOf(encoded);
    return {
      algorithm: this.algorithm,
      "work factor": rounds,
      salt: maskHash(saltOf(encoded).slice(COST_LENGTH)),
      checksum: maskHash(dataOf(encoded).slice(SALT_LENGTH)),
    };
  }

  async hardenRuntime(password: string, encoded: string): Promise<void> {
    const missing = 2 ** (this.#rounds - roundsOf(encoded)) - 1;
    const salt = saltOf(encoded);
    for (let done = 0; done < missing; done++) await this.encode(password, salt);
  }
}

async function loadBcrypt(): Promise<typeof import("bcryptjs")> {
  try {
    return await import("bcryptjs");
  } catch (cause) {
    throw new MkwebError(
      "MKWEB_BCRYPT_MISSING",
      "A password is stored by bcrypt, but the package 'bcryptjs' is not installed.",
      { hint: "Run: npm install bcryptjs", cause },
    );
  }
}

/** @throws {RangeError} If the text is not a bcrypt hash. */
function saltOf(encoded: string): string {
  roundsOf(encoded);
  return dataOf(encoded).slice(0, SALT_LENGTH);
}

function roundsOf(encoded: string): number {
  const rounds = FORM.exec(dataOf(encoded))?.[1];
  if (rounds === undefined) {
    throw new RangeError("The stored password is not a hash of this kind.");
  }
  return Number(rounds);
}

/** The hash without the algorithm's name. */
function dataOf(encoded: string): string {
  return encoded.slice(encoded.indexOf("$") + 1);
}

/** Encodes base64 with bcrypt's alphabet. */
function toBcryptAlphabet(bytes: Buffer): string {
  const usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const own = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return bytes
    .toString("base64")
    .replace(/=+$/, "")
    .replace(/./g, (digit) => own.charAt(usual.indexOf(digit)));
}

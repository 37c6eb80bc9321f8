import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { constantTimeCompare } from "../../signing/index.ts";
import type { DjangoVersion } from "../../conf/index.ts";
import {
  isStepUp,
  isWeakSalt,
  maskHash,
  newSalt,
  requireSalt,
  splitEncoded,
  type PasswordHasher,
  type PasswordSummary,
} from "./hasher.ts";

const derive = promisify(pbkdf2);

/** Django's iteration counts; that of 5.2 takes about a quarter of a second of CPU time. */
const ITERATIONS: Readonly<Record<DjangoVersion, number>> = {
  "3.2": 260_000,
  "4.0": 320_000,
  "4.1": 390_000,
  "4.2": 600_000,
  "5.0": 720_000,
  "5.1": 870_000,
  "5.2": 1_000_000,
  "6.0": 1_200_000,
  "6.1": 1_500_000,
};

interface Salted {
  readonly iterations: number;
  readonly salt: string;
}

interface Decoded extends Salted {
  readonly hash: string;
}

/**
 * Hashes with PBKDF2: `pbkdf2_sha256$iterations$salt$hash`. The work does not block the event loop.
 *
 * To use the count of another Django version, set PASSWORD_DJANGO_VERSION; for your own count, write a module for
 * PASSWORD_HASHERS:
 * `export default new PBKDF2PasswordHasher({ iterations: 2_000_000 })`.
 */
export class PBKDF2PasswordHasher implements PasswordHasher {
  readonly algorithm: string;
  readonly iterations: number;
  readonly #digest: "sha256" | "sha1";
  readonly #isGiven: boolean;

  /** @param options.iterations Default: from PASSWORD_DJANGO_VERSION, or else 1,000,000 as in Django 5.2. */
  constructor({
    digest = "sha256",
    iterations,
  }: { readonly digest?: "sha256" | "sha1"; readonly iterations?: number | undefined } = {}) {
    this.algorithm = `pbkdf2_${digest}`;
    this.#digest = digest;
    this.#isGiven = iterations !== undefined;
    this.iterations = iterations ?? ITERATIONS["5.2"];
  }

  likeDjango(version: DjangoVersion): PasswordHasher {
    const iterations = ITERATIONS[version];
    if (this.#isGiven || this.iterations === iterations) return this;
    return new PBKDF2PasswordHasher({ digest: this.#digest, iterations });
  }

  salt(): string {
    return newSalt();
  }

  encode(password: string, salt: string): Promise<string> {
    return this.#encode(password, { salt, iterations: this.iterations });
  }

  async verify(password: string, encoded: string): Promise<boolean> {
    const again = await this.#encode(password, this.#decode(encoded));
    return constantTimeCompare(encoded, again);
  }

  mustUpdate(encoded: string): boolean {
    const { iterations, salt } = this.#decode(encoded);
    return isStepUp([iterations, isWeakSalt(salt) ? 0 : 1], [this.iterations, 1]);
  }

  async hardenRuntime(password: string, encoded: string): Promise<void> {
    const { iterations, salt } = this.#decode(encoded);
    const missing = this.iterations - iterations;
    if (missing > 0) await this.#encode(password, { salt, iterations: missing });
  }

  safeSummary(encoded: string): PasswordSummary {
    const { iterations, salt, hash } = this.#decode(encoded);
    return {
      algorithm: this.algorithm,
      iterations,
      salt: maskHash(salt),
      hash: maskHash(hash),
    };
  }

  async #encode(password: string, { iterations, salt }: Salted): Promise<string> {
    requireSalt(salt);
    const length = this.#digest === "sha256" ? 32 : 20;
    const hash = await derive(password, salt, iterations, length, this.#digest);
    return `${this.algorithm}$${iterations}$${salt}$${hash.toString("base64")}`;
  }

  #decode(encoded: string): Decoded {
    const [, iterations = "", salt = "", hash = ""] = splitEncoded(encoded, 4);
    return { iterations: Number(iterations), salt, hash };
  }
}

import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { constantTimeCompare } from "../../signing/index.ts";
import { isWeakSalt, newSalt, requireSalt, splitEncoded, type PasswordHasher } from "./hasher.ts";

const derive = promisify(pbkdf2);

/** Django 5.2's count: about a quarter of a second of one processor. */
const ITERATIONS = 1_000_000;

interface Decoded {
  readonly iterations: number;
  readonly salt: string;
}

/**
 * PBKDF2: `pbkdf2_sha256$iterations$salt$hash`. The work is done beside the event loop.
 *
 * A project that wants another count has a module of its own in PASSWORD_HASHERS:
 * `export default new PBKDF2PasswordHasher({ iterations: 1_500_000 })`.
 */
export class PBKDF2PasswordHasher implements PasswordHasher {
  readonly algorithm: string;
  readonly iterations: number;
  readonly #digest: "sha256" | "sha1";

  /** @param options.iterations Default 1,000,000, Django 5.2's. */
  constructor({
    digest = "sha256",
    iterations = ITERATIONS,
  }: { readonly digest?: "sha256" | "sha1"; readonly iterations?: number } = {}) {
    this.algorithm = `pbkdf2_${digest}`;
    this.#digest = digest;
    this.iterations = iterations;
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
    return iterations !== this.iterations || isWeakSalt(salt);
  }

  async hardenRuntime(password: string, encoded: string): Promise<void> {
    const { iterations, salt } = this.#decode(encoded);
    const missing = this.iterations - iterations;
    if (missing > 0) await this.#encode(password, { salt, iterations: missing });
  }

  async #encode(password: string, { iterations, salt }: Decoded): Promise<string> {
    requireSalt(salt);
    const length = this.#digest === "sha256" ? 32 : 20;
    const hash = await derive(password, salt, iterations, length, this.#digest);
    return `${this.algorithm}$${iterations}$${salt}$${hash.toString("base64")}`;
  }

  #decode(encoded: string): Decoded {
    const [, iterations = "", salt = ""] = splitEncoded(encoded, 4);
    return { iterations: Number(iterations), salt };
  }
}

import { scrypt, type ScryptOptions } from "node:crypto";
import { constantTimeCompare } from "../../signing/index.ts";
import { newSalt, requireSalt, splitEncoded, type PasswordHasher } from "./hasher.ts";

interface Cost {
  /** How much work, a power of two. */
  readonly workFactor: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

const LENGTH = 64;
/** Django 5.2's. */
const COST: Cost = { workFactor: 2 ** 14, blockSize: 8, parallelism: 5 };

/** scrypt, which needs memory besides time: `scrypt$work factor$salt$block size$parallelism$hash`. */
export class ScryptPasswordHasher implements PasswordHasher {
  readonly algorithm = "scrypt";
  readonly #cost: Cost;

  /** @param cost Default: 16,384, 8 and 5, Django 5.2's. */
  constructor(cost: Partial<Cost> = {}) {
    this.#cost = { ...COST, ...cost };
  }

  salt(): string {
    return newSalt();
  }

  encode(password: string, salt: string): Promise<string> {
    return encode(password, salt, this.#cost);
  }

  async verify(password: string, encoded: string): Promise<boolean> {
    const { salt, ...cost } = decode(encoded);
    return constantTimeCompare(encoded, await encode(password, salt, cost));
  }

  mustUpdate(encoded: string): boolean {
    const { workFactor, blockSize, parallelism } = decode(encoded);
    return (
      workFactor !== this.#cost.workFactor ||
      blockSize !== this.#cost.blockSize ||
      parallelism !== this.#cost.parallelism
    );
  }

  /** Its cost is not a sum, so nothing can be added: as in Django. */
  async hardenRuntime(): Promise<void> {}
}

/** `mkweb/auth/hashers/scrypt`. */
export default new ScryptPasswordHasher();

async function encode(password: string, salt: string, cost: Cost): Promise<string> {
  requireSalt(salt);
  const { workFactor: N, blockSize: r, parallelism: p } = cost;
  const maxmem = 128 * r * (N + p + 2) + 1024;
  const hash = await derive(password, salt, { N, r, p, maxmem });
  return `scrypt$${N}$${salt}$${r}$${p}$${hash.toString("base64")}`;
}

function derive(password: string, salt: string, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, LENGTH, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function decode(encoded: string): Cost & { readonly salt: string } {
  const [, workFactor, salt = "", blockSize, parallelism] = splitEncoded(encoded, 6);
  return {
    workFactor: Number(workFactor),
    salt,
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
  };
}

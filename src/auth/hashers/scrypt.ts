/** `mkweb/auth/hashers/scrypt`: PASSWORD_HASHERS entry for scrypt. */
import { scrypt, type ScryptOptions } from "node:crypto";
import { constantTimeCompare } from "../../signing/index.ts";
import type { DjangoVersion } from "../../conf/index.ts";
import {
  isStepUp,
  maskHash,
  newSalt,
  requireSalt,
  splitEncoded,
  type PasswordHasher,
  type PasswordSummary,
} from "./hasher.ts";

interface Cost {
  /** Amount of work, a power of two. */
  readonly workFactor: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

const LENGTH = 64;
/** Django's cost since 5.1. */
const COST: Cost = { workFactor: 2 ** 14, blockSize: 8, parallelism: 5 };
/** Versions with a lower cost; 3.2 has no scrypt, so any cost suits it. */
const LESS_PARALLEL: ReadonlySet<DjangoVersion> = new Set(["3.2", "4.0", "4.1", "4.2", "5.0"]);

/** Hashes with scrypt, which needs memory as well as time: `scrypt$work factor$salt$block size$parallelism$hash`. */
export class ScryptPasswordHasher implements PasswordHasher {
  readonly algorithm = "scrypt";
  readonly #given: Partial<Cost>;
  readonly #cost: Cost;

  /** @param cost Default: 16,384, 8 and 5 as in Django 5.2, or from PASSWORD_DJANGO_VERSION. */
  constructor(cost: Partial<Cost> = {}) {
    this.#given = cost;
    this.#cost = { ...COST, ...cost };
  }

  likeDjango(version: DjangoVersion): PasswordHasher {
    if (!LESS_PARALLEL.has(version)) return this;
    return new ScryptPasswordHasher({ parallelism: 1, ...this.#given });
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
    return isStepUp(partsOf(decode(encoded)), partsOf(this.#cost));
  }

  safeSummary(encoded: string): PasswordSummary {
    const { workFactor, blockSize, parallelism, salt, hash } = decode(encoded);
    return {
      algorithm: this.algorithm,
      "work factor": workFactor,
      "block size": blockSize,
      parallelism,
      salt: maskHash(salt),
      hash: maskHash(hash),
    };
  }

  /** Does nothing, as in Django: the cost cannot be increased by repeating. */
  async hardenRuntime(): Promise<void> {}
}

/** `mkweb/auth/hashers/scrypt`. */
export default new ScryptPasswordHasher();

function partsOf({ workFactor, blockSize, parallelism }: Cost): readonly number[] {
  return [workFactor, blockSize, parallelism];
}

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

function decode(encoded: string): Cost & { readonly salt: string; readonly hash: string } {
  const [, workFactor, salt = "", blockSize, parallelism, hash = ""] = splitEncoded(encoded, 6);
  return {
    workFactor: Number(workFactor),
    salt,
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
    hash,
  };
}

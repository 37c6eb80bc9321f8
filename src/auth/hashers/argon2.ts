/** `mkweb/auth/hashers/argon2`: PASSWORD_HASHERS entry for Argon2, with Node 24.7 or newer. */
import * as crypto from "node:crypto";
import { ImproperlyConfigured } from "../../conf/index.ts";
import { constantTimeCompare } from "../../signing/index.ts";
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

interface Cost {
  /** In kibibytes. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

type Algorithm = "argon2d" | "argon2i" | "argon2id";

interface Decoded extends Cost {
  readonly algorithm: Algorithm;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Django's cost. */
const COST: Cost = { memory: 102_400, passes: 2, parallelism: 8 };
const ALGORITHM = "argon2id";
/** Version 1.3, the only supported one. */
const VERSION = 19;
const HASH_LENGTH = 32;
const FORM = /^argon2\$(argon2(?:d|i|id))\$v=19\$m=(\d+),t=(\d+),p=(\d+)$/;

/**
 * Hashes with Node's Argon2, available from Node 24.7 on: `argon2$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
 *
 * @throws {ImproperlyConfigured} When a hash is created or checked on an older Node.
 */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly algorithm = "argon2";
  readonly #cost: Cost;

  /** @param cost Default: 102,400 KiB, 2 passes, parallelism 8, as in Django. */
  constructor(cost: Partial<Cost> = {}) {
    this.#cost = { ...COST, ...cost };
  }

  salt(): string {
    return newSalt();
  }

  async encode(password: string, salt: string): Promise<string> {
    requireSalt(salt);
    const { memory, passes, parallelism } = this.#cost;
    const bytes = Buffer.from(salt);
    const hash = await derive(password, ALGORITHM, bytes, HASH_LENGTH, this.#cost);
    const cost = `m=${memory},t=${passes},p=${parallelism}`;
    return `argon2$${ALGORITHM}$v=19$${cost}$${base64(bytes)}$${base64(hash)}`;
  }

  async verify(password: string, encoded: string): Promise<boolean> {
    const { algorithm, salt, hash, ...cost } = decode(encoded);
    return constantTimeCompare(hash, await derive(password, algorithm, salt, hash.length, cost));
  }

  mustUpdate(encoded: string): boolean {
    const { algorithm, salt, hash, ...cost } = decode(encoded);
    const isStrong = [algorithm === ALGORITHM, !isWeakSalt(salt.toString("latin1"))].map(Number);
    return isStepUp(
      [...isStrong, hash.length, ...partsOf(cost)],
      [1, 1, HASH_LENGTH, ...partsOf(this.#cost)],
    );
  }

  safeSummary(encoded: string): PasswordSummary {
    const { algorithm, memory, passes, parallelism, salt, hash } = decode(encoded);
    return {
      algorithm: this.algorithm,
      variety: algorithm,
      version: VERSION,
      "memory cost": memory,
      "time cost": passes,
      parallelism,
      salt: maskHash(salt.toString("latin1")),
      hash: maskHash(base64(hash)),
    };
  }

  /** Does nothing, as in Django: the cost cannot be increased by repeating. */
  async hardenRuntime(): Promise<void> {}
}

/** `mkweb/auth/hashers/argon2`. */
export default new Argon2PasswordHasher();

function partsOf({ memory, passes, parallelism }: Cost): readonly number[] {
  return [memory, passes, parallelism];
}

async function derive(
  message: string,
  algorithm: Algorithm,
  nonce: Buffer,
  tagLength: number,
  cost: Cost,
): Promise<Buffer> {
  const argon2: unknown = Reflect.get(crypto, "argon2");
  if (!isArgon2(argon2)) {
    throw new ImproperlyConfigured(`Node ${process.version} does not support Argon2.`, {
      hint: "Use Node 24.7 or newer, or remove 'mkweb/auth/hashers/argon2' from PASSWORD_HASHERS.",
    });
  }
  return new Promise((resolve, reject) => {
    argon2(algorithm, { message, nonce, tagLength, ...cost }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** The types of the oldest supported Node lack it. */
type Argon2 = (
  algorithm: Algorithm,
  parameters: Cost & {
    readonly message: string;
    readonly nonce: Uint8Array;
    readonly tagLength: number;
  },
  callback: (error: Error | null, key: Buffer) => void,
) => void;

function isArgon2(value: unknown): value is Argon2 {
  return typeof value === "function";
}

/** @throws {RangeError} If the text is not an Argon2 hash, or is of Argon2's first version. */
function decode(encoded: string): Decoded {
  const parts = splitEncoded(encoded, 6);
  const [, algorithm, memory, passes, parallelism] = FORM.exec(parts.slice(0, 4).join("$")) ?? [];
  if (algorithm !== "argon2d" && algorithm !== "argon2i" && algorithm !== "argon2id") {
    throw new RangeError("The stored password is not a hash of Argon2, version 1.3.");
  }
  return {
    algorithm,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(parts[4] ?? "", "base64"),
    hash: Buffer.from(parts[5] ?? "", "base64"),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

import { createRequire } from "node:module";

/**
 * Loads node:crypto with the first hash, because loading takes longer than most of the command line (9 of 70
 * ms). Rendering a blueprint, all that `mkweb venv` needs, computes no hash.
 */
function loadCrypto(): typeof import("node:crypto") {
  const load: (name: string) => typeof import("node:crypto") = createRequire(import.meta.url);
  return load("node:crypto");
}

/** A plan's record and its journal hash the same files, of which one may have a megabyte. */
const hashed = new WeakMap<Uint8Array, string>();

/** SHA-256 in hexadecimal. The bytes must not be changed afterwards. */
export function hashOf(bytes: Uint8Array): string {
  const known = hashed.get(bytes);
  if (known !== undefined) return known;
  const hash = loadCrypto().createHash("sha256").update(bytes).digest("hex");
  hashed.set(bytes, hash);
  return hash;
}

/** Eight random hexadecimal digits. */
export function randomId(): string {
  return loadCrypto().randomBytes(4).toString("hex");
}

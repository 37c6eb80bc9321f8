import { createRequire } from "node:module";

/**
 * node:crypto takes longer to load than most of what the command line does (9 of 70 ms): it is loaded
 * with the first hash. Rendering a blueprint, all that `mkweb venv` wants, asks for none.
 */
function loadCrypto(): typeof import("node:crypto") {
  const load: (name: string) => typeof import("node:crypto") = createRequire(import.meta.url);
  return load("node:crypto");
}

/** A plan's record and its journal ask for the same files, of which one may be a megabyte. */
const hashed = new WeakMap<Uint8Array, string>();

/** SHA-256, hexadecimal. Nobody may change the bytes afterwards. */
export function hashOf(bytes: Uint8Array): string {
  const known = hashed.get(bytes);
  if (known !== undefined) return known;
  const hash = loadCrypto().createHash("sha256").update(bytes).digest("hex");
  hashed.set(bytes, hash);
  return hash;
}

/** Eight hexadecimal digits that nobody else has. */
export function randomId(): string {
  return loadCrypto().randomBytes(4).toString("hex");
}

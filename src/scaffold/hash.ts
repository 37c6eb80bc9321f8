import { createRequire } from "node:module";

/**
 * node:crypto takes longer to load than most of what the command line does (9 of 70 ms): it is loaded
 * with the first hash. Rendering a blueprint, all that `mkweb venv` wants, asks for none.
 */
function loadCrypto(): typeof import("node:crypto") {
  const load: (name: string) => typeof import("node:crypto") = createRequire(import.meta.url);
  return load("node:crypto");
}

/** SHA-256, hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return loadCrypto().createHash("sha256").update(bytes).digest("hex");
}

/** Eight hexadecimal digits that nobody else has. */
export function randomId(): string {
  return loadCrypto().randomBytes(4).toString("hex");
}

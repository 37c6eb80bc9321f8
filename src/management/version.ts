import { readFileSync } from "node:fs";

/** mkweb's version, from the package that contains this file. */
export const version: string = readVersion(new URL("../../package.json", import.meta.url));

function readVersion(file: URL): string {
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  const has = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return has ? String(manifest.version) : "";
}

/** `staticfiles.json` in Django's format, which a Django site may share. */
import { dumpsJson } from "../signing/index.ts";
import { fileHash } from "./hashed-name.ts";

/** Hashed names by original name. */
export type HashedFiles = ReadonlyMap<string, string>;

const VERSION = "1.1";

/** @throws {Error} Not a manifest, or an unknown version. */
export function parseManifest(text: string, name: string): Map<string, string> {
  const stored = jsonOf(text);
  if (stored["version"] === "1.0" || stored["version"] === VERSION) {
    return new Map(
      Object.entries(Object(stored["paths"])).map(([path, hashed]) => [path, String(hashed)]),
    );
  }
  throw new Error(`Couldn't load manifest '${name}' (version ${VERSION})`);
}

/** Writes as Python's `json.dumps()`. */
export function renderManifest(files: HashedFiles): string {
  const paths = Array.from(files, ([path, hashed]) => `${dumpsJson(path)}: ${dumpsJson(hashed)}`);
  return `{"paths": {${paths.join(", ")}}, "version": "${VERSION}", "hash": "${manifestHash(files)}"}`;
}

/** Changes if any of the files does. */
function manifestHash(files: HashedFiles): string {
  const pairs = [...files]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([path, hashed]) => `[${dumpsJson(path)}, ${dumpsJson(hashed)}]`);
  return fileHash(`[${pairs.join(", ")}]`);
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

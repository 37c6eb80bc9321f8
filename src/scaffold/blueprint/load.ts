import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { blueprintInvalid, readFailed } from "../failures.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import type { Tree, TreeFile } from "../tree.ts";

/** A blueprint as on disk, not rendered yet. */
export interface Blueprint {
  /** The name of its folder. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Everything below `files/`, under the original names. */
  readonly files: Tree;
}

/**
 * Reads a blueprint: `blueprint.json` and everything below `files/`.
 *
 * @param url Its folder. Use a URL relative to your own module, so that it is found from source, from `dist/`
 *   and from an installed package.
 * @throws {MkwebError} `MKWEB_READ_FAILED` if it does not exist, `MKWEB_BLUEPRINT_INVALID` for an invalid
 *   manifest.
 */
export function loadBlueprint(url: URL): Blueprint {
  const folder = fileURLToPath(url);
  const path = join(folder, "blueprint.json");
  let files: Tree;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
    files = readTree(join(folder, "files"));
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw readFailed(folder, error);
    throw error;
  }
  return { name: basename(folder), manifest: parseManifest(text, path), files };
}

/** Reads every file below a folder. */
export function readTree(folder: string): Tree {
  const files = new Map<string, TreeFile>();
  readFolder(folder, "", files);
  return files;
}

function readFolder(folder: string, prefix: string, files: Map<string, TreeFile>): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      readFolder(path, `${prefix}${entry.name}/`, files);
    } else {
      const status = statSync(path);
      if (!status.isFile()) throw blueprintInvalid(path, "neither a file nor a folder");
      files.set(prefix + entry.name, {
        bytes: readFileSync(path),
        mode: status.mode & 0o100 ? 0o777 : 0o666,
      });
    }
  }
}

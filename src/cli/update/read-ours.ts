import { lstatSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { MkwebError } from "../../errors.ts";
import { readSource } from "../../scaffold/index.ts";

/** In bytes: a project may contain a packed mkweb. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Reads a file of the project.
 *
 * @returns `undefined` if it does not exist.
 * @throws {MkwebError} `MKWEB_READ_FAILED`, `MKWEB_PATH_REFUSED` for paths outside the project or other than
 *   files.
 */
export function readOurs(root: string, path: string): Uint8Array | undefined {
  const file = join(root, path);
  if (!isThere(file)) return undefined;
  const bytes = readSource(file, LARGEST);
  const real = realpathSync.native(file);
  if (!real.startsWith(realpathSync.native(root) + sep)) throw outside(path, real);
  return bytes;
}

function outside(path: string, real: string): MkwebError {
  return new MkwebError(
    "MKWEB_PATH_REFUSED",
    `${path} is really ${real}, outside the project, where mkweb changes nothing. Nothing was written.`,
    {
      hint: "Replace the link by a file of the project, then run the command again.",
    },
  );
}

/** The file does not exist either if a parent is a file. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

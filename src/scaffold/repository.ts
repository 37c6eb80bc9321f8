import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";

/** The git repository that a folder, which need not exist, lies in: the nearest folder with a `.git`. */
export function repositoryOf(folder: string): string | undefined {
  if (isThere(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/** Folders may be closed to us, or files. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

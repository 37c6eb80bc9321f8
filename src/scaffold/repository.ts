import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

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

/** Where a folder, which need not exist, really is: links followed as far as the path exists. */
export function realFolder(folder: string): string {
  if (existsSync(folder) || dirname(folder) === folder) return realpathSync.native(folder);
  const parent = realFolder(dirname(folder));
  return join(parent, folder.slice(dirname(folder).length));
}

/**
 * Where a folder of a repository really is, if that is outside the repository: a link of a cloned one
 * may lead anywhere. `undefined` for every other folder.
 */
export function escapeFromRepository(folder: string): string | undefined {
  const repository = repositoryOf(folder);
  if (repository === undefined) return undefined;
  const inside = realpathSync.native(repository);
  const real = realFolder(folder);
  return real === inside || real.startsWith(inside + sep) ? undefined : real;
}

import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** The git repository around a folder, which need not exist: the nearest folder with a `.git`. */
export function repositoryOf(folder: string): string | undefined {
  if (isThere(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/** Parent folders may be inaccessible, or files. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** The real path of a folder, which need not exist: links are followed as far as the path exists. */
export function realFolder(folder: string): string {
  if (existsSync(folder) || dirname(folder) === folder) return realpathSync.native(folder);
  const parent = realFolder(dirname(folder));
  return join(parent, folder.slice(dirname(folder).length));
}

/**
 * The real path of a folder inside a repository if it is outside of it, since a link in a cloned repository
 * may lead anywhere. Otherwise `undefined`.
 */
export function escapeFromRepository(folder: string): string | undefined {
  const repository = repositoryOf(folder);
  if (repository === undefined) return undefined;
  const inside = realpathSync.native(repository);
  const real = realFolder(folder);
  return real === inside || real.startsWith(inside + sep) ? undefined : real;
}

import { statSync, type Stats } from "node:fs";

/**
 * The status of a file; `undefined` for a folder, and for paths that cannot be read, for example because the
 * name is too long.
 */
export function fileStat(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}

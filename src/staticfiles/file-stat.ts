import { statSync, type Stats } from "node:fs";

/** What the system says of a file; `undefined` for a folder, and for what cannot be looked at: a name too long, say. */
export function fileStat(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}

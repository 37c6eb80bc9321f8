import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Exists in a folder while mkweb writes there, and remains if it is killed. */
const JOURNAL = ".mkweb-journal";

/**
 * Whether a killed mkweb left something to put right in a folder or above it. Every command asks this, and loads the code
 * that puts it right only then.
 */
export function hasJournal(folder: string): boolean {
  if (existsSync(join(folder, JOURNAL))) return true;
  return dirname(folder) !== folder && hasJournal(dirname(folder));
}

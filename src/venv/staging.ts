import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { hasErrorCode, isRunning } from "../platform/index.ts";

const PREFIX = ".mkweb-venv-";

/** After this long a directory that another computer left on a shared disk is taken for forgotten. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * A directory for things in the making, to be renamed into place: whoever is killed leaves only this.
 * Its name tells who made it. (The scaffold's transaction stages text files; an environment also has
 * links, a Node of 100 MB and other programs' packages.)
 *
 * @param parent On the same file system as the place it is for.
 */
export function openStaging(parent: string): string {
  sweepStaging(parent);
  const unique = Math.random().toString(36).slice(2);
  const staging = join(parent, `${PREFIX}${computer()}-${process.pid}-${unique}`);
  mkdirSync(staging);
  return staging;
}

export function isStaging(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Removes what killed runs left in a directory. Never fails: it is not what the user came for. */
export function sweepStaging(parent: string): void {
  try {
    for (const name of readdirSync(parent)) {
      if (isStaging(name) && isAbandoned(parent, name)) {
        rmSync(join(parent, name), { recursive: true, force: true });
      }
    }
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS")) throw error;
  }
}

function isAbandoned(parent: string, name: string): boolean {
  const [where, pid] = name.slice(PREFIX.length).split("-");
  if (where === computer()) return !isRunning(Number(pid));
  const status = statSync(join(parent, name), { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > FORGOTTEN_AFTER_MS;
}

/** Process numbers mean something on one computer only. */
function computer(): string {
  return hostname().replaceAll(/\W/g, "").slice(0, 32) || "unnamed";
}

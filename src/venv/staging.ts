import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { hasErrorCode, isRunning } from "../platform/index.ts";

const PREFIX = ".mkweb-venv-";

/** Age after which a folder from another computer on a shared disk counts as abandoned. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Creates a temporary folder whose contents are renamed into place: a killed run leaves only this. Its name
 * tells who created it. (The scaffold's transaction stages text files; an environment also has links, a Node
 * of 100 MB and other packages.)
 *
 * @param parent On the same file system as the target.
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

/** Removes what killed runs left in a folder. Never fails, as it is only a cleanup. */
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

/** Process ids are only valid on one computer. */
function computer(): string {
  return hostname().replaceAll(/\W/g, "").slice(0, 32) || "unnamed";
}

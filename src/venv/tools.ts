import { lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "./failures.ts";

/** What a command's entry in bin/ points to; the launcher itself makes the same links after an install. */
export const LAUNCHER = "../libexec/launch";

/** Entries the launcher answers to without anything being installed. */
const OWN = new Set(["npm", "npx", "corepack"]);

/** Makes bin/ follow npm/bin/: a link for each installed command, none for what is gone. */
export function linkTools(directory: string): void {
  const bin = join(directory, "bin");
  const installed = new Set(namesIn(join(directory, "npm/bin")));
  for (const name of namesIn(bin)) {
    if (!OWN.has(name) && !installed.has(name) && isLauncher(join(bin, name))) {
      rmSync(join(bin, name));
    }
  }
  for (const name of installed) {
    if (lstatSync(join(bin, name), { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(LAUNCHER, join(bin, name));
    } catch (error) {
      // Another run linked it in this moment.
      if (!hasErrorCode(error, "EEXIST")) throw error;
    }
  }
}

/** The commands that were installed into an environment, sorted. */
export function installedTools(directory: string): string[] {
  return namesIn(join(directory, "npm/bin"))
    .filter((name) => !OWN.has(name))
    .sort();
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

function isLauncher(path: string): boolean {
  return lstatSync(path).isSymbolicLink() && readlinkSync(path) === LAUNCHER;
}

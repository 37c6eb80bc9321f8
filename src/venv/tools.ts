import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { hasErrorCode } from "../platform/index.ts";

/** The target of a command's entry in bin/; the launcher itself makes the same links after an install. */
export const LAUNCHER = "../libexec/launch";

/** Entries that the launcher provides without any installed package. */
const OWN = new Set(["npm", "npx", "corepack"]);

/** Updates bin/ from npm/bin/: adds a link for each installed command and removes stale ones. */
export function linkTools(directory: string): void {
  const bin = join(directory, "bin");
  const installed = new Set(namesIn(join(directory, "npm/bin")));
  for (const name of installed) relink(directory, name);
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
      // Another run linked it at this moment.
      if (!hasErrorCode(error, "EEXIST")) throw error;
    }
  }
}

/**
 * Copying with links followed (`cp -rL`) turns links into files, whose commands then look for their packages
 * next to them. Restores npm's link and the one in bin/.
 */
function relink(directory: string, name: string): void {
  const file = join(directory, "npm/bin", name);
  if (lstatSync(file).isSymbolicLink()) return;
  const target = programOf(directory, name);
  if (target === undefined) return;
  rmSync(file);
  symlinkSync(join("../lib/node_modules", target), file);
  rmSync(join(directory, "bin", name), { force: true });
}

/** The file of an installed package behind a command, relative to `lib/node_modules`. */
function programOf(directory: string, name: string): string | undefined {
  const packages = join(directory, "npm/lib/node_modules");
  for (const folder of foldersOf(packages)) {
    const bin = binOf(join(packages, folder, "package.json"), folder);
    if (Object.hasOwn(bin, name)) return join(folder, bin[name] ?? "");
  }
  return undefined;
}

function foldersOf(packages: string): readonly string[] {
  return readdirSync(packages).flatMap((name) =>
    name.startsWith("@")
      ? readdirSync(join(packages, name)).map((each) => join(name, each))
      : [name],
  );
}

/** The commands of a package; a plain text names one command with the package's name. */
function binOf(manifest: string, folder: string): Readonly<Record<string, string>> {
  try {
    const data: { readonly bin?: string | Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(manifest, "utf8"),
    );
    return typeof data.bin === "string" ? { [basename(folder)]: data.bin } : (data.bin ?? {});
  } catch {
    return {};
  }
}

/** The commands installed into an environment, sorted. */
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

import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { hasErrorCode } from "../platform/index.ts";

/** What a command's entry in bin/ points to; the launcher itself makes the same links after an install. */
export const LAUNCHER = "../libexec/launch";

/** Entries the launcher answers to without anything being installed. */
const OWN = new Set(["npm", "npx", "corepack"]);

/** Makes bin/ follow npm/bin/: a link for each installed command, none for what is gone. */
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
      // Another run linked it in this moment.
      if (!hasErrorCode(error, "EEXIST")) throw error;
    }
  }
}

/**
 * Copying with links followed (`cp -rL`) makes files of links: a command then looks for its package beside
 * itself. Puts back the link that npm had made, and lets bin/ have its own again.
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

/** The file of an installed package that is the command of this name, from `lib/node_modules`. */
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

/** The commands of a package; a text names the one called like the package. */
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

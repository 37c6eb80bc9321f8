/** Files that a package manager obeys besides those of the new project. */
import { existsSync, lstatSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { readSource } from "../../scaffold/index.ts";
import type { PackageManager } from "../package-manager.ts";

/** Files in a project's folder that name registries, versions or code to run. */
const inside = [
  ".npmrc",
  ".pnp.cjs",
  ".pnpmfile.cjs",
  ".pnpmfile.mjs",
  ".yarn",
  ".yarnrc",
  ".yarnrc.yml",
  "bun.lock",
  "bun.lockb",
  "bunfig.toml",
  "node_modules",
  "npm-shrinkwrap.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "yarn.lock",
];

/** Files in parent folders that Yarn obeys and that no option disables. */
const above = [".yarnrc", ".yarnrc.yml", "yarn.lock"];

/**
 * Finds an existing file that the package manager would obey: it may come from a clone, and may name any
 * registry or program. `undefined` if there is none.
 *
 * @param written The project's files that mkweb wrote, relative to its folder.
 */
export function steeredBy(
  folder: string,
  manager: PackageManager,
  written: ReadonlySet<string>,
): string | undefined {
  const name = inside.find((each) => !written.has(each) && isThere(join(folder, each)));
  if (name !== undefined) return join(folder, name);
  return manager === "yarn" || manager === "bun" ? steeredFromAbove(folder, manager) : undefined;
}

/** The first of a template's files that a package manager would obey. */
export function steeringIn(files: { readonly has: (path: string) => boolean }): string | undefined {
  return inside.find((each) => files.has(each));
}

/** The pnpm workspace around a folder. */
export function pnpmWorkspace(folder: string): string | undefined {
  return parents(folder).find((each) => isThere(join(each, "pnpm-workspace.yaml")));
}

function steeredFromAbove(folder: string, manager: PackageManager): string | undefined {
  for (const parent of parents(folder)) {
    const manifest = join(parent, "package.json");
    if (existsSync(manifest) && hasWorkspaces(manifest)) return manifest;
    const name = manager === "yarn" && above.find((each) => isThere(join(parent, each)));
    if (name) return join(parent, name);
  }
  return undefined;
}

function hasWorkspaces(manifest: string): boolean {
  try {
    const data: unknown = JSON.parse(readSource(manifest).toString("utf8"));
    return typeof data === "object" && data !== null && "workspaces" in data;
  } catch {
    return true;
  }
}

/** Parent folders up to the user's home, whose files belong to the user. */
function parents(folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = dirname(folder); at !== homedir() && !found.includes(at); at = dirname(at)) {
    found.push(at);
  }
  return found.filter((each) => statSync(each, { throwIfNoEntry: false })?.isDirectory());
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** How an image installs a project's packages: with the package manager of its lock file. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageManagers, type PackageManager } from "../package-manager.ts";

export interface ProjectPackages {
  readonly manager: PackageManager;
  /** Whether this is Yarn 2 or newer. */
  readonly isModernYarn: boolean;
  /**
   * The version in package.json's `packageManager`, `10.2.0`; otherwise the major version that writes this
   * lock file.
   */
  readonly version: string;
  /** Whether there is a lock file, which image builds install from. */
  readonly hasLockFile: boolean;
  /** The lock file's name, even if the file is missing. */
  readonly lockFile: string;
  /** Other files the package manager reads, relative to the project's folder. */
  readonly files: readonly string[];
}

interface Habits {
  readonly locks: readonly [usual: string, ...others: string[]];
  readonly version: string;
  readonly reads: readonly string[];
}

const habits: Readonly<Record<PackageManager, Habits>> = {
  npm: { locks: ["package-lock.json"], version: "", reads: [".npmrc"] },
  pnpm: {
    locks: ["pnpm-lock.yaml"],
    version: "10",
    reads: [".npmrc", "pnpm-workspace.yaml", ".pnpmfile.cjs"],
  },
  yarn: { locks: ["yarn.lock"], version: "1", reads: [".npmrc", ".yarnrc"] },
  bun: { locks: ["bun.lock", "bun.lockb"], version: "1", reads: [".npmrc", "bunfig.toml"] },
};
const modernYarn = { version: "4", reads: [".yarnrc.yml", ".yarn"] };

/**
 * Detects the package manager. With several lock files, the one that matches package.json's `packageManager`
 * wins, or else npm's. Without a lock file, the manager named there wins, or else the given one.
 *
 * @param made The manager for which the project was made.
 */
export function projectPackages(root: string, made: PackageManager): ProjectPackages {
  const isThere = (name: string): boolean => existsSync(join(root, name));
  const [name, version] = namedManager(join(root, "package.json"));
  const locked = packageManagers.filter((each) => habits[each].locks.some(isThere));
  const named = packageManagers.find((each) => each === name);
  const manager =
    (named !== undefined && (locked.length === 0 || locked.includes(named)) ? named : locked[0]) ??
    made;
  const { locks } = habits[manager];
  const found = locks.find(isThere);
  const isModernYarn =
    manager === "yarn" &&
    (found === undefined
      ? isThere(".yarnrc.yml")
      : readFileSync(join(root, found), "utf8").includes("\n__metadata:"));
  const own = isModernYarn ? modernYarn : habits[manager];
  return {
    manager,
    isModernYarn,
    version: manager === named && version !== "" ? version : own.version,
    hasLockFile: found !== undefined,
    lockFile: found ?? locks[0],
    files: own.reads.filter(isThere),
  };
}

/** `["pnpm", "10.2.0"]` for `"packageManager": "pnpm@10.2.0+sha512.…"`; empty texts if it is missing. */
function namedManager(file: string): readonly [name: string, version: string] {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    const text: unknown = Reflect.get(Object(manifest), "packageManager");
    const [, name = "", version = ""] = /^(\w+)@(\d+(?:\.\d+)*)/.exec(String(text)) ?? [];
    return [name, version];
  } catch {
    return ["", ""];
  }
}

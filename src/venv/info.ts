import { accessSync, constants, existsSync, lstatSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { activeVenv } from "./active.ts";
import { activateCommand } from "./activate-command.ts";
import { mayRun } from "./build.ts";
import { binName, nodeName } from "./contents.ts";
import { notAnEnvironment } from "./failures.ts";
import type { Machine } from "./machine.ts";
import { npmVersion } from "./node/npm-version.ts";
import { readRecord } from "./record.ts";
import { installedTools } from "./tools.ts";

/** The description of an environment for `mkweb venv --info`. */
export interface VenvInfo {
  readonly directory: string;
  readonly prompt: string;
  readonly active: boolean;
  readonly node: {
    /** `system`, or the value of `--node`. */
    readonly wanted: string;
    /** The version it reports; `null` if it no longer runs. */
    readonly version: string | null;
    readonly path: string;
    readonly kind: string;
    /** The Node it points to, or next to which it was created. */
    readonly base: string;
  };
  readonly npm: { readonly version: string | null; readonly path: string };
  /** The commands installed into it. */
  readonly commands: readonly string[];
  readonly activate: string;
  /** Its problems, one sentence each; empty if there are none. */
  readonly problems: readonly string[];
}

/**
 * @param directory Default: the active environment.
 * @throws {MkwebError} `MKWEB_VENV_NOT_FOUND` if it is not an environment, or none is active.
 */
export async function describeVenv(
  machine: Machine,
  directory: string | undefined,
): Promise<VenvInfo> {
  const active = activeVenv(machine.env, machine.platform);
  const path = resolve(machine.cwd, directory ?? active?.directory ?? ".");
  const record = readRecord(path);
  if (!record) {
    throw notAnEnvironment(path, directory === undefined ? "No environment is active" : "--info");
  }
  const node = join(path, binName(machine), nodeName(machine));
  const { environmentNode } = await import("./node/known-node.ts");
  const { version = null, isForeign } = await environmentNode(machine, path);
  const own = join(path, machine.platform === "win32" ? "npm" : "npm/lib", "node_modules/npm");
  const npm = existsSync(own) ? own : record.base.npm;
  const facts = { path, madeAt: record.directory, node, version, isForeign, npm };
  return {
    directory: path,
    prompt: record.prompt,
    active: active !== undefined && isSamePlace(active.directory, path),
    node: {
      wanted: record.node.wanted,
      version,
      path: node,
      kind: record.node.kind,
      base: record.base.node,
    },
    npm: { version: npmVersion(npm) ?? null, path: npm },
    commands: installedTools(path),
    activate: activateCommand(machine, path),
    problems: problemsOf(machine, facts),
  };
}

interface Found {
  readonly path: string;
  /** The folder in which it was created. */
  readonly madeAt: string;
  readonly node: string;
  readonly version: string | null;
  /** Whether its Node was not installed by mkweb. */
  readonly isForeign: boolean;
  readonly npm: string;
}

function problemsOf(
  machine: Machine,
  { path, madeAt, node, version, isForeign, npm }: Found,
): readonly string[] {
  const repair = `repair: mkweb venv --upgrade ${path}`;
  const isHere = isSamePlace(path, madeAt);
  return [
    ...(isHere
      ? []
      : [`It was moved or copied from ${madeAt}; some shells need the new location (${repair})`]),
    ...(isForeign ? [`${node} was not installed by mkweb, so it was not run (${repair})`] : []),
    ...(version === null && !isForeign
      ? [`The Node that ${node} points to no longer exists (${repair})`]
      : []),
    ...(existsSync(join(npm, "package.json"))
      ? []
      : [`Its npm no longer exists at ${npm} (${repair})`]),
    ...missingFiles(machine, path).map((file) => `${file} is missing (${repair})`),
    ...(machine.platform === "win32" ? [] : troubleRunning(path, repair)),
  ];
}

/** Why installed commands would not run although all files exist. */
function troubleRunning(path: string, repair: string): string[] {
  const launcher = join(path, "libexec/launch");
  const status = lstatSync(launcher, { throwIfNoEntry: false });
  if (!status) return [];
  if ((status.mode & 0o111) === 0) {
    return [`${launcher} is not executable, perhaps because of an archive (${repair})`];
  }
  if (!mayRun(launcher)) {
    return [`Its disk forbids programs (noexec); create an environment on another one`];
  }
  const copied = lstatSync(join(path, "bin/npm"), { throwIfNoEntry: false })?.isFile() === true;
  return copied
    ? [`It was copied with its links followed, so commands cannot find their packages (${repair})`]
    : [];
}

function isSamePlace(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

function missingFiles(machine: Machine, path: string): string[] {
  const needed =
    machine.platform === "win32"
      ? ["Scripts/activate.bat", "Scripts/npm.cmd"]
      : ["bin/activate", "bin/npm", "libexec/launch"];
  return needed.filter((file) => {
    if (lstatSync(join(path, file), { throwIfNoEntry: false })?.isSymbolicLink()) return false;
    try {
      accessSync(join(path, file), constants.R_OK);
      return false;
    } catch {
      return true;
    }
  });
}

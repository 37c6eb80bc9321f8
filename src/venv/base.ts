import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { MkwebError } from "../errors.ts";
import type { Machine } from "./machine.ts";
import { RECORD, readRecord } from "./record.ts";

/** The Node outside of all environments, and what belongs to it. */
export interface Base {
  readonly node: string;
  /** The folder of npm's package. */
  readonly npm: string;
  /** The folder of corepack's package; missing in Node 25 and later. */
  readonly corepack: string | undefined;
  /** The machine's npm settings (registry, proxy, certificates), which a new prefix would lose. */
  readonly npmrc: string | undefined;
}

/**
 * Finds the Node to make an environment from: the running one, by its most permanent path. Never that of
 * another environment, a project or a shell session (fnm makes one per shell).
 *
 * @throws {MkwebError} `MKWEB_VENV_NO_NPM` if it has no npm.
 */
export function findBase(machine: Machine): Base {
  const node = baseNode(machine);
  const npm = npmOf(node, machine);
  if (npm === undefined) {
    throw new MkwebError("MKWEB_VENV_NO_NPM", `${node} has no npm.`, {
      hint: "Install npm (on Debian: apt-get install npm), then run the command again.",
    });
  }
  const corepack = join(dirname(npm), "corepack");
  return {
    node,
    npm,
    corepack: existsSync(join(corepack, "dist/corepack.js")) ? corepack : undefined,
    npmrc: npmrcOf(node, npm),
  };
}

function baseNode(machine: Machine): string {
  const running = realpathSync(machine.execPath);
  // Inside an environment with its own Node, the base is that environment's base.
  const outer = readRecord(dirname(dirname(running)));
  if (outer && existsSync(outer.base.node)) return outer.base.node;
  return (
    pathEntries(machine)
      .map((entry) => join(entry, basename(running)))
      .find((candidate) => isSame(candidate, running)) ?? running
  );
}

/** The folders of PATH that may contain a permanent path of a command. */
function pathEntries({ env, delimiter }: Machine): string[] {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter(
      (entry) =>
        isAbsolute(entry) &&
        !/fnm_multishells|[/\\]node_modules[/\\]/.test(`${entry}/`) &&
        !existsSync(join(entry, "..", RECORD)),
    );
}

function isSame(candidate: string, real: string): boolean {
  try {
    return realpathSync(candidate) === real;
  } catch {
    return false;
  }
}

function npmOf(node: string, machine: Machine): string | undefined {
  const real = realpathSync(node);
  const onPath = pathEntries(machine).flatMap((entry) => {
    try {
      const cli = realpathSync(join(entry, "npm"));
      return basename(cli) === "npm-cli.js" ? [dirname(dirname(cli))] : [];
    } catch {
      return [];
    }
  });
  return [
    join(dirname(real), "../lib/node_modules/npm"),
    join(dirname(real), "node_modules/npm"),
    join(dirname(node), "../lib/node_modules/npm"),
    "/usr/share/nodejs/npm",
    ...onPath,
  ].find((directory) => existsSync(join(directory, "bin/npm-cli.js")));
}

/** npm's own `npmrc` may move the prefix (Homebrew's does); the machine's settings are in the prefix. */
function npmrcOf(node: string, npm: string): string | undefined {
  const moved = /^\s*prefix\s*=\s*(.+?)\s*$/m.exec(readIfThere(join(npm, "npmrc")))?.[1];
  const prefixes = [moved, join(dirname(realpathSync(node)), ".."), join(dirname(node), "..")];
  return prefixes
    .flatMap((prefix) => (prefix === undefined ? [] : [join(prefix, "etc/npmrc")]))
    .find((file) => existsSync(file));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { NPM_INSIDE } from "./build.ts";
import type { Base } from "./base.ts";
import { binName, nodeName } from "./contents.ts";
import type { Machine } from "./machine.ts";
import { parseNodeWish } from "./node/node-version.ts";
import type { VenvRecord } from "./record.ts";

/** The Node of an environment, and a separate npm if the base's does not run on it. */
export interface Interpreter {
  /** As recorded: `system`, or the requested version. */
  readonly wanted: string;
  readonly version: string;
  readonly path: string;
  readonly source: "system" | "environment" | "store" | "registry";
  /** A folder of the store to place in the environment. */
  readonly npm: string | undefined;
}

/**
 * Chooses the Node: the requested one, or else that of the environment, or the base.
 *
 * @throws {MkwebError} See `storedNode` and `storedNpm`.
 */
export async function chooseInterpreter(
  machine: Machine,
  base: Base,
  directory: string,
  kept: VenvRecord | undefined,
  request: { readonly node?: string | undefined; readonly upgrade?: boolean | undefined },
  tell: (line: string) => void,
): Promise<Interpreter> {
  const wanted = request.node ?? kept?.node.wanted ?? "system";
  const wish = parseNodeWish(wanted);
  if (wish.kind === "system") {
    const version = (await nodeVersion(machine, base.node)) ?? machine.nodeVersion;
    return { wanted, version, path: base.node, source: "system", npm: undefined };
  }
  const own = join(directory, binName(machine), nodeName(machine));
  const running = request.node === undefined ? await runningVersion(machine, directory) : undefined;
  if (running !== undefined) {
    return { wanted, version: running, path: own, source: "environment", npm: undefined };
  }
  const { storedNode } = await import("./node/node-store.ts");
  const node = await storedNode(machine, base, wish, request.upgrade === true, tell);
  const { npmFits, storedNpm } = await import("./node/npm-for-node.ts");
  const present = join(directory, NPM_INSIDE);
  const fits = [base.npm, ...(kept && existsSync(present) ? [present] : [])].some((npm) =>
    npmFits(npm, node.version),
  );
  const npm = fits ? undefined : await storedNpm(machine, base, node.version, tell);
  return { wanted, ...node, npm };
}

/** The version of an environment's own Node; `undefined` for one without, or with a foreign one. */
async function runningVersion(machine: Machine, directory: string): Promise<string | undefined> {
  const { environmentNode } = await import("./node/known-node.ts");
  return (await environmentNode(machine, directory)).version;
}

/** The version a Node reports; `undefined` if it does not run. The running Node is not started again. */
export async function nodeVersion(machine: Machine, node: string): Promise<string | undefined> {
  try {
    if (realpathSync(node) === realpathSync(machine.execPath)) return machine.nodeVersion;
  } catch {
    return undefined;
  }
  // Loaded lazily: loading takes longer than creating an environment.
  const { spawnSync } = await import("node:child_process");
  const { status, stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim().replace(/^v/, "") : undefined;
}

import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { MkwebError } from "../../errors.ts";
import { repositoryOf } from "../../scaffold/index.ts";
import { findBase } from "../base.ts";
import { nodeVersion } from "../choose.ts";
import { binName, nodeName } from "../contents.ts";
import type { Machine } from "../machine.ts";
import { storedNodes } from "./node-store.ts";

/** The Node of an environment. */
export interface EnvironmentNode {
  /** The version it reports; `undefined` if it does not run, or was not run. */
  readonly version: string | undefined;
  /** Whether it is foreign: it may come from a clone, and is not run. */
  readonly isForeign: boolean;
}

/**
 * Asks an environment's Node for its version, if `mkweb venv` could have put it there: a link to a Node
 * outside, or the same file as the installed one or one in the store.
 */
export async function environmentNode(
  machine: Machine,
  directory: string,
): Promise<EnvironmentNode> {
  const node = join(directory, binName(machine), nodeName(machine));
  let real: string;
  try {
    real = realpathSync(node);
  } catch {
    return { version: undefined, isForeign: false };
  }
  const isForeign = isInside(real, directory) && !isKnown(machine, real);
  return { version: isForeign ? undefined : await nodeVersion(machine, node), isForeign };
}

/** Whether a file came with the environment, or with its repository. */
function isInside(real: string, directory: string): boolean {
  return [directory, repositoryOf(directory) ?? directory].some((each) =>
    real.startsWith(realpathSync(each) + sep),
  );
}

function isKnown(machine: Machine, real: string): boolean {
  const known = [machine.execPath, ...baseNodes(machine), ...storedNodes(machine)];
  return known.some((each) => isSame(each, real));
}

/** Empty if the installed Node has no npm; then it cannot be a base either. */
function baseNodes(machine: Machine): readonly string[] {
  try {
    return [findBase(machine).node];
  } catch (error) {
    if (error instanceof MkwebError) return [];
    throw error;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (!a?.isFile() || !b?.isFile() || a.size !== b.size) return false;
  return (a.ino === b.ino && a.dev === b.dev) || readFileSync(one).equals(readFileSync(other));
}

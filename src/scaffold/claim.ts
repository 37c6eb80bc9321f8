import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodeOf } from "./failures.ts";
import type { Transaction } from "./moves.ts";
import { isOwner, isRunning, thisProcess } from "./owner.ts";

/**
 * Makes this process the only one that puts an interrupted run right.
 *
 * @returns What to call when done; `undefined` if another process is at it.
 */
export function claim({ base, id }: Transaction): (() => void) | undefined {
  const path = join(base, `.mkweb-${id}-recovery`);
  if (!take(path)) {
    if (isHeld(path)) return undefined;
    unlinkSync(path);
    if (!take(path)) return undefined;
  }
  return () => unlinkSync(path);
}

function take(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeFileSync(file, JSON.stringify(thisProcess()));
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function isHeld(path: string): boolean {
  try {
    const owner: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isOwner(owner) && isRunning(owner, 0);
  } catch {
    return false;
  }
}

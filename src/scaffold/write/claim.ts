import { readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import type { Transaction } from "./moves.ts";
import { isOwner, isOwnerRunning, thisProcess } from "./owner.ts";

/**
 * Makes this process the only one that recovers an interrupted run.
 *
 * @returns A function to call when done; `undefined` if another process is already at work.
 */
export function claim({ base, id }: Transaction): (() => void) | undefined {
  const path = join(base, `.mkweb-${id}-recovery`);
  if (!take(path)) {
    if (isHeld(path)) return undefined;
    unlinkSync(path);
    if (!take(path)) return undefined;
  }
  return () => rmSync(path, { force: true });
}

function take(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(thisProcess()), { flag: "wx" });
    return true;
  } catch (error) {
    // A full disk must not prevent what would free space on it.
    if (hasErrorCode(error, "ENOSPC", "EDQUOT")) return true;
    if (hasErrorCode(error, "EEXIST")) return false;
    throw error;
  }
}

function isHeld(path: string): boolean {
  try {
    const owner: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isOwner(owner) && isOwnerRunning(owner, 0);
  } catch {
    return false;
  }
}

import { linkSync, lstatSync, readFileSync, renameSync, rmdirSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { fileChanged, fileConflict } from "../failures.ts";
import { flushAll } from "./flush.ts";
import { backupOf, type Move, stagedOf, targetOf, type Transaction } from "./moves.ts";
import { hashOf } from "../hash.ts";

/**
 * Moves everything staged into place. Skips what was already moved, so that it can be called again after an
 * interruption.
 *
 * @throws {MkwebError} `MKWEB_FILE_CONFLICT` if something new exists at a target, `MKWEB_FILE_CHANGED` if an
 *   edited file has changed since planning.
 */
export async function moveIntoPlace(transaction: Transaction): Promise<void> {
  const folders = new Set<string>();
  for (const move of transaction.moves) {
    if (isStaged(transaction, move)) await moveOne(transaction, move);
    folders.add(dirname(targetOf(transaction, move)));
  }
  // Folders removed with their last file may already be gone after an interruption.
  await flushAll([...folders].filter((folder) => status(folder) !== undefined));
}

/** Moves back everything {@link moveIntoPlace} moved, last first; may also be called again. */
export async function moveBack(transaction: Transaction): Promise<void> {
  for (const move of transaction.moves.toReversed()) {
    const staged = stagedOf(transaction, move);
    const target = targetOf(transaction, move);
    const backup = backupOf(transaction, move);
    if (move.kind !== "new") {
      if (status(backup)) await rename(backup, target);
    } else if (!status(staged)) {
      if (status(target)) await rename(target, staged);
    } else if (isSame(staged, target)) {
      unlinkSync(target);
    }
  }
}

/** Removes everything with a temporary name. */
export async function removeStaged(transaction: Transaction): Promise<void> {
  for (const move of transaction.moves) {
    for (const path of [stagedOf(transaction, move), backupOf(transaction, move)]) {
      const found = status(path);
      if (found?.isDirectory()) await (await fsExtra()).remove(path);
      else if (found) unlinkSync(path);
    }
  }
  for (const move of transaction.moves) {
    if (move.kind === "remove" && !status(targetOf(transaction, move))) {
      for (const folder of move.folders) removeIfEmpty(join(transaction.base, folder));
    }
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "ENOENT")) throw error;
  }
}

/** Whether a move is still to be made. */
export function isStaged(transaction: Transaction, move: Move): boolean {
  if (move.kind === "remove") {
    return (
      !status(backupOf(transaction, move)) && status(targetOf(transaction, move)) !== undefined
    );
  }
  return status(stagedOf(transaction, move)) !== undefined;
}

async function moveOne(transaction: Transaction, move: Move): Promise<void> {
  const staged = stagedOf(transaction, move);
  const target = targetOf(transaction, move);
  if (move.kind === "replace") {
    if (hashAt(target) !== move.before) throw fileChanged(move.to);
    await rename(staged, target);
  } else if (move.kind === "remove") {
    if (hashAt(target) !== move.before) throw fileChanged(move.to);
    await rename(target, backupOf(transaction, move));
  } else if (Object.hasOwn(move.files, "")) {
    moveFile(staged, target, move);
  } else {
    if (status(target)) throw fileConflict([{ path: move.to }]);
    await rename(staged, target);
  }
}

/** A rename would overwrite a file that someone just put there; a hard link does not. */
function moveFile(staged: string, target: string, move: Move): void {
  try {
    linkSync(staged, target);
  } catch (error) {
    if (hasErrorCode(error, "EEXIST")) {
      if (!isSame(staged, target)) throw fileConflict([{ path: move.to }], error);
    } else {
      if (hasErrorCode(error, "ENOSPC") || status(target)) throw error;
      renameSync(staged, target);
      return;
    }
  }
  unlinkSync(staged);
}

/** On Windows, a program that briefly opens a new file, such as a virus scanner, makes renaming it fail. */
async function rename(from: string, to: string): Promise<void> {
  if (process.platform === "win32") await (await fsExtra()).rename(from, to);
  else renameSync(from, to);
}

/** Loaded only if Node's own functions fall short: it costs a fifteenth of a run. */
async function fsExtra(): Promise<typeof import("fs-extra")> {
  return (await import("fs-extra")).default;
}

/** SHA-256 of a file; `undefined` if there is none. A link's target does not count, as it may be endless. */
export function hashAt(path: string): string | undefined {
  try {
    return lstatSync(path).isFile() ? hashOf(readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [status(one), status(other)];
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

function status(path: string): ReturnType<typeof lstatSync> | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { flushAll } from "./flush.ts";
import { backupOf, below, type Move, stagedOf, targetOf, type Transaction } from "./moves.ts";
import type { EditedEntry, NewEntry, Plan } from "../plan/entries.ts";

/**
 * Writes everything a plan creates under temporary names, each next to its target. Takes all the disk space
 * that the run will need.
 *
 * @returns Once it is on disk.
 * @throws Node's error, with the file in `path`.
 */
export async function stage(plan: Plan, transaction: Transaction): Promise<void> {
  const moves = new Map(transaction.moves.map((move) => [move.to, move]));
  const written = new Set<string>();
  for (const entry of plan.entries) {
    if (entry.kind === "new") {
      stageNew(entry, transaction, moveTo(moves, entry.top), written);
    } else if (entry.kind === "edited") {
      stageEdited(entry, transaction, moveTo(moves, entry.path), written);
    }
  }
  stageFolders(plan, transaction, moves, written);
  await flushAll([...written]);
}

/** Sets modes at the end, innermost first: a read-only folder accepts no more files. */
function stageFolders(
  { folders = [] }: Plan,
  transaction: Transaction,
  moves: ReadonlyMap<string, Move>,
  written: Set<string>,
): void {
  const staged = folders
    .map(({ path, top, mode }) => ({
      path: join(stagedOf(transaction, moveTo(moves, top)), below({ path, top })),
      mode,
    }))
    .toSorted((one, other) => other.path.length - one.path.length);
  for (const { path } of staged) mkdirSync(path, { recursive: true });
  for (const { path, mode } of staged) {
    giveMode(path, mode);
    written.add(path);
    written.add(dirname(path));
  }
}

function moveTo(moves: ReadonlyMap<string, Move>, path: string): Move {
  const move = moves.get(path);
  if (!move) throw new Error(`No move leads to ${path}`);
  return move;
}

function stageNew(
  entry: NewEntry,
  transaction: Transaction,
  move: Move,
  written: Set<string>,
): void {
  const staged = stagedOf(transaction, move);
  const path = join(staged, below(entry));
  if (path !== staged && !written.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, entry.bytes, { mode: entry.mode, flag: "wx" });
  if (entry.exact) giveMode(path, entry.mode);
  written.add(path);
  for (let at = path; at !== dirname(staged); at = dirname(at)) written.add(dirname(at));
}

function stageEdited(
  entry: EditedEntry,
  transaction: Transaction,
  move: Move,
  written: Set<string>,
): void {
  const staged = stagedOf(transaction, move);
  const target = targetOf(transaction, move);
  keep(target, backupOf(transaction, move));
  writeFileSync(staged, entry.bytes, { mode: entry.mode, flag: "wx" });
  const now = statSync(staged);
  const before = statSync(target);
  if (now.uid !== before.uid || now.gid !== before.gid) giveTo(staged, before);
  giveMode(staged, entry.mode);
  written.add(staged);
  written.add(dirname(staged));
}

/** Some file systems only have one mode and refuse to set any. */
function giveMode(path: string, mode: number): void {
  if ((statSync(path).mode & 0o7777) !== mode) chmodSync(path, mode);
}

/** A hard link preserves the file exactly and needs no space; some disks can only copy. */
function keep(path: string, as: string): void {
  try {
    linkSync(path, as);
  } catch (error) {
    if (hasErrorCode(error, "ENOSPC", "EACCES")) throw error;
    copyFileSync(path, as);
  }
}

/** Only an administrator can write a file that must keep another owner. */
function giveTo(path: string, { uid, gid }: Stats): void {
  try {
    chownSync(path, uid, gid);
  } catch (error) {
    if (!hasErrorCode(error, "EPERM")) throw error;
  }
}

import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { isRecord } from "../../values/index.ts";
import { flush, flushAll } from "./flush.ts";
import type { Move, Transaction } from "./moves.ts";
import { isOwner, isOwnerRunning, type Owner, thisProcess } from "./owner.ts";

/** The file that describes what a run is doing to its folder; while it exists, no other run may start. */
export const JOURNAL = ".mkweb-journal";

/**
 * Progress of the run. `stage`: only files under temporary names exist. `commit`: all of them are complete
 * and are being moved into place. `back`: moved files are being moved back.
 */
export type State = "stage" | "commit" | "back";

const LINE = 8;

/** A journal that this process wrote, or took over from a dead one. */
export interface Journal {
  readonly transaction: Transaction;
  /** Records the state so that it survives the process and a power failure. */
  mark(state: State): void;
  /** Removes the journal: the work is done. */
  close(): void;
}

/** The contents of a journal on disk. */
export interface JournalFound {
  readonly path: string;
  readonly state: State;
  readonly transaction: Transaction;
  readonly owner: Owner;
  /** Whether its process is still running. */
  readonly running: boolean;
}

/** A journal whose writer was killed before it touched anything else. */
export interface JournalBroken {
  readonly path: string;
  readonly ageMs: number;
}

/**
 * Starts a journal in the transaction's base.
 *
 * @throws Node's error; `EEXIST` if there already is one, or if another process mistook ours for that of a
 *   killed run while it was being written, which can happen on a very busy machine.
 */
export async function startJournal(transaction: Transaction): Promise<Journal> {
  const path = join(transaction.base, JOURNAL);
  const { id, what, moves } = transaction;
  const text = JSON.stringify({ id, what, owner: thisProcess(), moves });
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, `${lineOf("stage")}${text}\n`);
    await flushAll([path, transaction.base]);
    if (statusOf(path)?.ino !== fstatSync(file).ino) throw takenAway();
  } catch (error) {
    if (!hasErrorCode(error, "EEXIST")) rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return journalAt(path, transaction);
}

function takenAway(): Error {
  return Object.assign(new Error("The journal was taken away"), { code: "EEXIST" });
}

/** The journal for its owner. */
export function journalAt(path: string, transaction: Transaction): Journal {
  return {
    transaction,
    mark(state) {
      // Written in place with the same length: needs no space on a full disk.
      const file = openSync(path, "r+");
      try {
        writeSync(file, lineOf(state), 0);
        flush(file);
      } finally {
        closeSync(file);
      }
    },
    close() {
      rmSync(path, { force: true });
    },
  };
}

/**
 * Reads the journal of a folder. Ignores one of another user, as following it could be a trap.
 *
 * @param now Milliseconds since 1970.
 */
export function findJournal(base: string, now: number): JournalFound | JournalBroken | undefined {
  const path = join(base, JOURNAL);
  const status = statusOf(path);
  if (!status?.isFile() || (process.geteuid && status.uid !== process.geteuid())) return undefined;
  const ageMs = now - status.mtimeMs;
  const parsed = parseJournal(readFileSync(path, "utf8"));
  if (!parsed) return { path, ageMs };
  const { state, id, what, owner, moves } = parsed;
  const transaction = { base, id, what, moves };
  return { path, state, transaction, owner, running: isOwnerRunning(owner, ageMs) };
}

/** Parent folders may be inaccessible, and the path may be a file. */
function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function lineOf(state: State): string {
  return `${state.padEnd(LINE - 1)}\n`;
}

interface Parsed extends Omit<Transaction, "base"> {
  readonly state: State;
  readonly owner: Owner;
}

function parseJournal(text: string): Parsed | undefined {
  const state = text.slice(0, LINE).trim();
  if (state !== "stage" && state !== "commit" && state !== "back") return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text.slice(LINE));
  } catch {
    return undefined;
  }
  if (!isRecord(data)) return undefined;
  const { id, what, owner, moves } = data;
  if (typeof id !== "string" || !/^[0-9a-f]{8}$/.test(id) || !isWhat(what)) return undefined;
  if (!isOwner(owner) || !Array.isArray(moves) || !moves.every(isMove)) return undefined;
  return { state, id, what, owner, moves };
}

/** It is printed, and a terminal would obey a control character. */
function isWhat(value: unknown): value is string {
  return typeof value === "string" && value.length <= 1000 && !/[\p{Cc}\p{Cf}]/u.test(value);
}

/** A journal may come with files from anywhere, so it is trusted only for paths below its own folder. */
function isMove(value: unknown): value is Move {
  if (!isRecord(value) || !isBelow(value["to"])) return false;
  return value["kind"] === "new"
    ? isRecord(value["files"]) &&
        Object.keys(value["files"]).every((path) => path === "" || isBelow(path)) &&
        Object.values(value["files"]).every((hash) => typeof hash === "string")
    : typeof value["before"] === "string" &&
        (value["kind"] === "replace"
          ? typeof value["after"] === "string"
          : value["kind"] === "remove" &&
            Array.isArray(value["folders"]) &&
            value["folders"].every(isBelow));
}

/** Only names that neither lead up nor belong to git. */
function isBelow(path: unknown): path is string {
  return (
    typeof path === "string" &&
    path.split(/[/\\]/).every((name) => !["", ".", "..", ".git"].includes(name.toLowerCase()))
  );
}

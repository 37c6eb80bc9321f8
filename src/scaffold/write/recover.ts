import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MkwebError } from "../../errors.ts";
import { hashAt, isStaged, moveBack, moveIntoPlace, removeStaged } from "./commit.ts";
import { claim } from "./claim.ts";
import { reasonOf } from "../failures.ts";
import {
  findJournal,
  type Journal,
  JOURNAL,
  journalAt,
  type JournalFound,
  type State,
} from "./journal.ts";
import { backupOf, type Move, straying, targetOf, type Transaction } from "./moves.ts";

/** How long an empty journal counts as one that is just being written, in milliseconds. */
const WRITING_MS = 500;

/** A recovered interrupted run. */
export interface Recovery {
  readonly base: string;
  /** The interrupted command: `startapp blog`. */
  readonly what: string;
  readonly outcome: "finished" | "taken back";
  /** The paths it was changing, relative to the base. */
  readonly paths: readonly string[];
}

/**
 * Finishes or reverts the work of a killed mkweb. Looks for a journal in the given folders and all folders
 * above them, so it may be called from anywhere in a project. Costs a few microseconds if there is none.
 * Leaves the work of running processes alone.
 *
 * @param folders Where a command is about to work: the current folder, the target; need not exist.
 * @returns What was recovered, for {@link recoveryMessage}.
 * @throws {MkwebError} `MKWEB_UNFINISHED` if files were changed since, so that either way would lose
 *   something (nothing is changed then), or if the system refuses.
 */
export async function recoverInterrupted(
  ...folders: readonly string[]
): Promise<readonly Recovery[]> {
  const recoveries: Recovery[] = [];
  for (const base of withParents(folders)) {
    const recovery = await recoverFolder(base);
    if (recovery) recoveries.push(recovery);
  }
  return recoveries;
}

/** One line for people. */
export function recoveryMessage({ what, base, outcome, paths }: Recovery): string {
  const list = paths.join(", ");
  return outcome === "finished"
    ? `Finished an interrupted "${what}" in ${base}: ${list}`
    : `Reverted an interrupted "${what}" in ${base}; restored: ${list}`;
}

function withParents(folders: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const folder of folders) {
    for (let at = resolve(folder); !all.has(at); at = dirname(at)) all.add(at);
  }
  return all;
}

async function recoverFolder(base: string): Promise<Recovery | undefined> {
  const found = await writtenJournal(base);
  if (!found || found.running) return undefined;
  try {
    const release = claim(found.transaction);
    if (!release) return undefined;
    try {
      const still = findJournal(base, Date.now());
      const same = still && "transaction" in still && still.transaction.id === found.transaction.id;
      return same ? await recover(still) : undefined;
    } finally {
      release();
    }
  } catch (error) {
    throw error instanceof MkwebError ? error : refusedToRecover(found.transaction, error);
  }
}

/** Waits while a journal is being written, and removes one whose writer was killed meanwhile. */
async function writtenJournal(base: string): Promise<JournalFound | undefined> {
  for (;;) {
    const found = findJournal(base, Date.now());
    if (!found || "transaction" in found) return found;
    if (found.ageMs > WRITING_MS) {
      unlinkSync(found.path);
      return undefined;
    }
    await sleep(WRITING_MS / 5);
  }
}

async function recover({ path, state, transaction }: JournalFound): Promise<Recovery> {
  const strays = straying(transaction);
  if (strays.length > 0) throw leadsThroughLinks(transaction, strays);
  const journal = journalAt(path, transaction);
  const outcome = await settle(journal, state);
  await removeStaged(transaction);
  journal.close();
  const { base, what, moves } = transaction;
  return { base, what, outcome, paths: moves.map(({ to }) => to) };
}

async function settle(journal: Journal, state: State): Promise<Recovery["outcome"]> {
  const { transaction } = journal;
  if (state === "stage") return "taken back";
  if (state === "commit" && transaction.moves.every((move) => canFinish(transaction, move))) {
    await moveIntoPlace(transaction);
    return "finished";
  }
  const stuck = transaction.moves.filter((move) => !canTakeBack(transaction, move));
  if (stuck.length > 0) throw changedSince(transaction, stuck);
  journal.mark("back");
  await moveBack(transaction);
  journal.mark("stage");
  return "taken back";
}

function canFinish(transaction: Transaction, move: Move): boolean {
  if (!isStaged(transaction, move)) return true;
  const target = targetOf(transaction, move);
  if (move.kind !== "new") return hashAt(target) === move.before;
  const taken = lstatSync(target, { throwIfNoEntry: false });
  const isFile = Object.hasOwn(move.files, "");
  return taken === undefined || (isFile && hashAt(target) === move.files[""]);
}

function canTakeBack(transaction: Transaction, move: Move): boolean {
  if (isStaged(transaction, move)) return true;
  const target = targetOf(transaction, move);
  if (move.kind === "replace") {
    const now = hashAt(target);
    const kept = hashAt(backupOf(transaction, move)) === move.before;
    return now === move.before || (now === move.after && kept);
  }
  if (move.kind === "remove") {
    return hashAt(target) === undefined && hashAt(backupOf(transaction, move)) === move.before;
  }
  return holdsOnly(target, move.files);
}

/** Whether a file or folder is exactly as we wrote it. */
function holdsOnly(path: string, files: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(files);
  const isFolder = lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const names = isFolder
    ? readdirSync(path, { recursive: true, withFileTypes: true }).filter(
        (each) => !each.isDirectory(),
      )
    : [path];
  return (
    names.length === wanted.length &&
    wanted.every(([name, hash]) => hashAt(join(path, name)) === hash)
  );
}

function changedSince(transaction: Transaction, moves: readonly Move[]): MkwebError {
  const list = moves.map((move) => `  ${move.to}`).join("\n");
  return new MkwebError(
    "MKWEB_UNFINISHED",
    `"${transaction.what}" was interrupted in ${transaction.base}, and since then these were changed:\n${list}\nThey were left as they are.`,
    {
      hint: `Keep what you need (files named .mkweb-${transaction.id}-* hold the rest), then delete those and .mkweb-journal.`,
    },
  );
}

function leadsThroughLinks({ base }: Transaction, moves: readonly Move[]): MkwebError {
  const list = moves.map((move) => `  ${move.to}`).join("\n");
  return new MkwebError(
    "MKWEB_UNFINISHED",
    `${join(base, JOURNAL)} describes an interrupted run, but these paths lead through symbolic links:\n${list}\nNothing was touched.`,
    {
      hint: `If these files came from elsewhere, in a clone or an archive, delete ${JOURNAL}; nothing of yours depends on it.`,
    },
  );
}

function refusedToRecover(transaction: Transaction, cause: unknown): MkwebError {
  return new MkwebError(
    "MKWEB_UNFINISHED",
    `"${transaction.what}" was interrupted in ${transaction.base} and cannot be recovered: ${reasonOf(cause)}.`,
    { hint: "Run the command again once the cause is fixed.", cause },
  );
}

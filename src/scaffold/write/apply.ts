import { lstatSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { MkwebError } from "../../errors.ts";
import { hasErrorCode } from "../../platform/index.ts";
import { moveBack, moveIntoPlace, removeStaged } from "./commit.ts";
import { NOTHING_WRITTEN, stopped, writeFailed } from "../failures.ts";
import { findJournal, type Journal, JOURNAL, startJournal } from "./journal.ts";
import { stagedOf, targetOf, transactionOf, type Transaction } from "./moves.ts";
import type { Plan } from "../plan/entries.ts";
import { refuseConflicts } from "../plan/plan.ts";
import { recoverInterrupted } from "./recover.ts";
import { stage } from "./stage.ts";

export interface ApplyOptions {
  /** The command, for messages after an interruption: `startapp blog`. */
  readonly what: string;
  /** Aborting reverts everything until all is written; from then on the work is completed. */
  readonly signal?: AbortSignal;
  /** How long to wait for another mkweb in the same folder, in milliseconds. Default 10,000. */
  readonly waitMs?: number;
}

/**
 * Applies a plan completely or not at all: writes everything under temporary names, then moves it into place.
 * On any failure the disk is left as it was. If the process is killed, the journal it leaves lets {@link
 * recoverInterrupted} finish or revert the work.
 *
 * @throws {MkwebError} `MKWEB_FILE_CONFLICT`, also for files that appeared after planning;
 *   `MKWEB_FILE_CHANGED` if an edited file changed after planning; `MKWEB_WRITE_FAILED` with the system's
 *   reason; `MKWEB_BUSY` if another mkweb works in the folder; `MKWEB_INTERRUPTED` if the signal was aborted.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<void> {
  refuseConflicts(plan);
  throwIfStopped(options);
  const transaction = transactionOf(plan, options.what);
  if (transaction.moves.length === 0) return;
  const journal = await begin(transaction, options);
  let state: "stage" | "commit" = "stage";
  try {
    await stage(plan, transaction);
    // Lets a Ctrl-C that arrived meanwhile be noticed.
    await nextTurn();
    throwIfStopped(options);
    state = "commit";
    journal.mark(state);
    await moveIntoPlace(transaction);
  } catch (error) {
    await takeBack(journal, state, error);
    if (error instanceof MkwebError) throw error;
    throw writeFailed(pathOf(error, transaction), error);
  }
  await cleanUp(journal);
}

async function cleanUp(journal: Journal): Promise<void> {
  try {
    await removeStaged(journal.transaction);
    journal.close();
  } catch (error) {
    throw unfinished(journal, "is complete, but its temporary files could not be removed", error);
  }
}

function throwIfStopped({ signal }: ApplyOptions): void {
  if (signal?.aborted) throw stopped(signal);
}

async function begin(transaction: Transaction, options: ApplyOptions): Promise<Journal> {
  const until = Date.now() + (options.waitMs ?? 10_000);
  for (;;) {
    try {
      return await startJournal(transaction);
    } catch (error) {
      if (!hasErrorCode(error, "EEXIST")) throw writeFailed(transaction.base, error);
    }
    if (!mayBeJournal(transaction.base)) throw inTheWay(transaction.base);
    const [recovery] = await recoverInterrupted(transaction.base);
    if (recovery) throw planOutdated(recovery.what);
    if (Date.now() >= until) throw busy(transaction.base);
    await sleep(20);
    throwIfStopped(options);
  }
}

async function takeBack(
  journal: Journal,
  state: "stage" | "commit",
  reason: unknown,
): Promise<void> {
  try {
    if (state === "commit") {
      journal.mark("back");
      await moveBack(journal.transaction);
      journal.mark("stage");
    }
    await removeStaged(journal.transaction);
    journal.close();
  } catch (error) {
    const cause = new AggregateError([reason, error]);
    throw unfinished(journal, "failed, and reverting it failed too", cause);
  }
}

function unfinished({ transaction }: Journal, how: string, cause: unknown): MkwebError {
  return new MkwebError("MKWEB_UNFINISHED", `"${transaction.what}" ${how}.`, {
    hint: "Run any mkweb command here once the cause is fixed: it cleans this up first.",
    cause,
  });
}

/** The path the user knows, not the temporary name next to it. */
function pathOf(error: unknown, transaction: Transaction): string {
  const path = error instanceof Error && "path" in error ? error.path : undefined;
  if (typeof path !== "string") return transaction.base;
  for (const move of transaction.moves) {
    const staged = stagedOf(transaction, move);
    if (path.startsWith(staged)) return targetOf(transaction, move) + path.slice(staged.length);
  }
  return path;
}

function busy(base: string): MkwebError {
  const found = findJournal(base, Date.now());
  const who = found && "owner" in found ? ` (process ${found.owner.pid})` : "";
  return new MkwebError(
    "MKWEB_BUSY",
    `Another mkweb${who} is working in ${base}. ${NOTHING_WRITTEN}`,
    {
      hint: `Wait for it to end; if there is none, delete ${JOURNAL} in that folder.`,
    },
  );
}

/** Something else of that name would never be removed by any run of mkweb. */
function mayBeJournal(base: string): boolean {
  return lstatSync(join(base, JOURNAL), { throwIfNoEntry: false })?.isFile() ?? true;
}

function inTheWay(base: string): MkwebError {
  return new MkwebError(
    "MKWEB_BUSY",
    `${join(base, JOURNAL)} was not written by mkweb, but mkweb needs that name while it works. ${NOTHING_WRITTEN}`,
    { hint: `Check it, then delete ${JOURNAL} in that folder.` },
  );
}

function planOutdated(what: string): MkwebError {
  return new MkwebError(
    "MKWEB_FILE_CHANGED",
    `An interrupted "${what}" was cleaned up first. ${NOTHING_WRITTEN}`,
    { hint: "Run the command again." },
  );
}

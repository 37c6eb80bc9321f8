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
  /** Aborting takes everything back until all of it is written; from then on it is completed. */
  readonly signal?: AbortSignal;
  /** How long to wait for another mkweb in the same folder, in milliseconds. Default 10,000. */
  readonly waitMs?: number;
}

/**
 * Does what a plan says, all of it or nothing: everything is written under temporary names, then moved
 * into place. Whatever goes wrong on the way, the disk is left as it was. If the process is killed, the
 * journal it leaves lets {@link recoverInterrupted} finish the work or take it back.
 *
 * @throws {MkwebError} `MKWEB_FILE_CONFLICT`, also for what appeared after planning;
 *   `MKWEB_FILE_CHANGED` if an edited file changed after planning; `MKWEB_WRITE_FAILED` with the
 *   system's reason; `MKWEB_BUSY` if another mkweb works in the folder; `MKWEB_INTERRUPTED` if the
 *   signal was aborted.
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
    // Gives a Ctrl-C that arrived meanwhile the chance to be noticed.
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
    throw unfinished(journal, "failed, and taking it back failed too", cause);
  }
}

function unfinished({ transaction }: Journal, how: string, cause: unknown): MkwebError {
  return new MkwebError("MKWEB_UNFINISHED", `"${transaction.what}" ${how}.`, {
    hint: "Run any mkweb command here once the cause is removed: it puts this right first.",
    cause,
  });
}

/** The place the user knows, not the temporary name beside it. */
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

/** Not something else by that name, which no run of mkweb will ever take away. */
function mayBeJournal(base: string): boolean {
  return lstatSync(join(base, JOURNAL), { throwIfNoEntry: false })?.isFile() ?? true;
}

function inTheWay(base: string): MkwebError {
  return new MkwebError(
    "MKWEB_BUSY",
    `${join(base, JOURNAL)} is no file that mkweb wrote, and mkweb needs that name while it works. ${NOTHING_WRITTEN}`,
    { hint: `Look at it, then delete ${JOURNAL} in that folder.` },
  );
}

function planOutdated(what: string): MkwebError {
  return new MkwebError(
    "MKWEB_FILE_CHANGED",
    `An interrupted "${what}" was put right first. ${NOTHING_WRITTEN}`,
    { hint: "Run the command again." },
  );
}

import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NewEntry, Plan } from "../plan/entries.ts";
import { hashOf, randomId } from "../hash.ts";

/** The effect of one rename. Paths are relative to the base, with "/" between segments. */
export type Move =
  | {
      readonly kind: "new";
      readonly to: string;
      /** SHA-256 by path below `to`; for a file, of `to` itself under "". */
      readonly files: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "replace";
      readonly to: string;
      /** SHA-256 of the old and the new contents. */
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: "remove";
      readonly to: string;
      /** SHA-256 of the current contents. */
      readonly before: string;
      /** Folders to remove if they are empty afterwards, innermost first. */
      readonly folders: readonly string[];
    };

/** The moves of a run, and the temporary names until then. */
export interface Transaction {
  /** Absolute. */
  readonly base: string;
  /** Eight random hexadecimal digits; part of every temporary name. */
  readonly id: string;
  /** The command, for messages: `startapp blog`. */
  readonly what: string;
  readonly moves: readonly Move[];
}

/** Converts a plan to moves: new files first, edited ones last, so that nothing refers to a missing file. */
export function transactionOf(plan: Plan, what: string): Transaction {
  const fresh = new Map<string, Record<string, string>>();
  for (const entry of plan.entries) {
    if (entry.kind !== "new") continue;
    const files = fresh.get(entry.top) ?? {};
    files[below(entry)] = hashOf(entry.bytes);
    fresh.set(entry.top, files);
  }
  for (const { top } of plan.folders ?? []) fresh.set(top, fresh.get(top) ?? {});
  const moves: Move[] = [...fresh].map(([to, files]) => ({ kind: "new", to, files }));
  for (const entry of plan.entries) {
    if (entry.kind !== "edited") continue;
    const { path, before, bytes } = entry;
    moves.push({ kind: "replace", to: path, before: hashOf(before), after: hashOf(bytes) });
  }
  for (const entry of plan.entries) {
    if (entry.kind !== "removed") continue;
    const { path, before, folders } = entry;
    moves.push({ kind: "remove", to: path, before: hashOf(before), folders });
  }
  return { base: plan.base, id: randomId(), what, moves };
}

/** The path of a new file or folder below the folder that appears with it; "" if it appears alone. */
export function below(entry: Pick<NewEntry, "path" | "top">): string {
  return entry.path.slice(entry.top.length + 1);
}

/**
 * Moves through a symbolic link or a file. Plans only contain real paths, so the folder has changed since, or
 * the journal is not ours.
 */
export function straying({ base, moves }: Transaction): readonly Move[] {
  return moves.filter(({ to }) => {
    const names = dirname(to).split(/[/\\]/);
    return names.some((_, at) => {
      const status = lstatSync(join(base, ...names.slice(0, at + 1)), { throwIfNoEntry: false });
      return status !== undefined && !status.isDirectory();
    });
  });
}

/** The target of a move. */
export function targetOf({ base }: Transaction, move: Move): string {
  return join(base, move.to);
}

/** The temporary path: next to the target, so that a rename suffices on any mount. */
export function stagedOf({ base, id, moves }: Transaction, move: Move): string {
  return join(base, dirname(move.to), `.mkweb-${id}-${moves.indexOf(move)}`);
}

/** The path where the replaced file is kept until all is done. */
export function backupOf(transaction: Transaction, move: Move): string {
  return `${stagedOf(transaction, move)}-before`;
}

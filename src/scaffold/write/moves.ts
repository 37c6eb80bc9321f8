import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NewEntry, Plan } from "../plan/entries.ts";
import { hashOf, randomId } from "../hash.ts";

/** What one rename makes visible. Paths are from the base, with "/" between the segments. */
export type Move =
  | {
      readonly kind: "new";
      readonly to: string;
      /** SHA-256 by path below `to`; of `to` itself under "" when it is a file. */
      readonly files: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "replace";
      readonly to: string;
      /** SHA-256 of what stood there and of what comes. */
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: "remove";
      readonly to: string;
      /** SHA-256 of what stands there. */
      readonly before: string;
      /** Folders that go along if they are empty then, innermost first. */
      readonly folders: readonly string[];
    };

/** What a run moves, and under which names it waits until then. */
export interface Transaction {
  /** Absolute. */
  readonly base: string;
  /** Eight hexadecimal digits, random; in every name that is not to stay. */
  readonly id: string;
  /** The command, for messages: `startapp blog`. */
  readonly what: string;
  readonly moves: readonly Move[];
}

/** Turns a plan into moves: what is new first, edited files last, so nothing names what is not there. */
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

/** The path of a new file or folder below what appears with it; "" for one that appears alone. */
export function below(entry: Pick<NewEntry, "path" | "top">): string {
  return entry.path.slice(entry.top.length + 1);
}

/**
 * Moves that would be made through a symbolic link or through a file. Plans name real places only, so
 * these are of a folder that changed since, or of a journal that is not ours.
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

/** Where a move leads to. */
export function targetOf({ base }: Transaction, move: Move): string {
  return join(base, move.to);
}

/** Where it waits until then: beside its target, so that a rename suffices whatever is mounted where. */
export function stagedOf({ base, id, moves }: Transaction, move: Move): string {
  return join(base, dirname(move.to), `.mkweb-${id}-${moves.indexOf(move)}`);
}

/** Where the replaced file is kept until all is done. */
export function backupOf(transaction: Transaction, move: Move): string {
  return `${stagedOf(transaction, move)}-before`;
}

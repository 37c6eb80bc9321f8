import { usageError } from "../../command/index.ts";
import { isProject, undoRefused, type NamedRecord } from "../../scaffold/index.ts";
import type { Undone } from "../history.ts";

/** The state that an undo should reach. */
export interface Target {
  readonly direction: "back" | "forward";
  /** Names of the records to undo or redo, in this order. */
  readonly names: readonly string[];
  /** Steps to redo; empty for an undo. */
  readonly steps: readonly Undone[];
  /** The number of the current last record. */
  readonly from: number;
  /** The command, for messages after an interruption: `undo --to 3`. */
  readonly what: string;
}

/**
 * @param undone Steps that can be redone, in this order.
 * @param to The number to reach. Default: the one before the last.
 * @throws {MkwebError} `MKWEB_UNDO_REFUSED`: nothing to undo, or only the project itself is left.
 */
export function chooseTarget(
  records: readonly NamedRecord[],
  undone: readonly Undone[],
  to: number | undefined,
): Target {
  const from = records.at(-1)?.number ?? 0;
  const what = to === undefined ? "undo" : `undo --to ${to}`;
  if (to !== undefined) {
    const at = undone.findIndex(({ name }) => Number.parseInt(name, 10) === to);
    const isApplied = records.some(({ number }) => number === to);
    if (!isApplied && at !== -1) {
      const steps = undone.slice(0, at + 1);
      const names = steps.map(({ name }) => name);
      return { direction: "forward", names, steps, from, what };
    }
    if (!isApplied && to !== 0) throw unknownNumber(to, records, undone);
  }
  const going = to === undefined ? records.slice(-1) : records.filter(({ number }) => number > to);
  refuseNothing(going, to);
  const project = going.find(isProject);
  if (project) throw ofProject(going, project);
  const names = going.map(({ name }) => name).toReversed();
  return { direction: "back", names, steps: [], from, what };
}

function refuseNothing(going: readonly NamedRecord[], to: number | undefined): void {
  if (going.length > 0) return;
  throw to === undefined || to === 0
    ? undoRefused(
        "There is nothing to undo: .mkweb/ holds no record.",
        "Changes that mkweb makes from now on can be undone.",
      )
    : undoRefused(`The project is already at ${to}.`, "To see the records: mkweb undo --list");
}

function ofProject(going: readonly NamedRecord[], { number }: NamedRecord): Error {
  return going.length === 1
    ? undoRefused(
        "Only the creation of the project is left.",
        "Delete its folder if you no longer need it.",
      )
    : undoRefused(
        "That would undo the creation of the project itself.",
        `To undo everything after it: mkweb undo --to ${number}`,
      );
}

function unknownNumber(
  to: number,
  records: readonly NamedRecord[],
  undone: readonly Undone[],
): Error {
  const known = [
    ...records.map(({ number }) => number),
    ...undone.map(({ name }) => Number.parseInt(name, 10)),
  ];
  const list = known.length === 0 ? "there is none" : `known are ${[...new Set(known)].join(", ")}`;
  return usageError(`argument --to: no command has the number ${to}; ${list}`);
}

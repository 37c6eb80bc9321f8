import { usageError } from "../../command/index.ts";
import { isProject, undoRefused, type NamedRecord } from "../../scaffold/index.ts";
import type { Undone } from "../history.ts";

/** What an undo is to reach. */
export interface Target {
  readonly direction: "back" | "forward";
  /** Of the records that go or come back, in this order. */
  readonly names: readonly string[];
  /** What comes back; none on the way back. */
  readonly steps: readonly Undone[];
  /** The number of the last record before. */
  readonly from: number;
  /** The command, for messages after an interruption: `undo --to 3`. */
  readonly what: string;
}

/**
 * @param undone What can be brought back, in this order.
 * @param to The number to go to. Default: the one before the last.
 * @throws {MkwebError} `MKWEB_UNDO_REFUSED`: there is nothing to take back, or it is the project itself.
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
        "There is nothing to take back: .mkweb/ holds no record.",
        "What mkweb writes from now on can be taken back.",
      )
    : undoRefused(`The project is at ${to} already.`, "See what there is: mkweb undo --list");
}

function ofProject(going: readonly NamedRecord[], { number }: NamedRecord): Error {
  return going.length === 1
    ? undoRefused(
        "The last thing that was made is the project itself.",
        "Delete its folder, if you want it gone.",
      )
    : undoRefused(
        "That would take back the project itself.",
        `To take back everything after it: mkweb undo --to ${number}`,
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

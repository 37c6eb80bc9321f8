import type { CommandContext } from "../../command/index.ts";
import { printable } from "../../mistakes/index.ts";
import type { NamedRecord } from "../../scaffold/index.ts";
import { parseUndone, type History, type Undone } from "../history.ts";

export interface ListRequest {
  readonly root: string;
  readonly records: readonly NamedRecord[];
  readonly undone: readonly Undone[];
  readonly history: History;
}

type Listed = {
  readonly number: number;
  readonly name: string;
  readonly command: string;
  /** In ISO 8601; `null` if it was written on another machine. */
  readonly when: string | null;
  readonly files: number;
  readonly edited: number;
  readonly removed: number;
  readonly undone: boolean;
};

/** Prints every record, oldest first, then the undone ones. */
export function listRecords(
  { root, records, undone, history }: ListRequest,
  { json, out }: CommandContext,
): void {
  const listed = [
    ...records.map((record) => ({ ...listedOf(record, history), undone: false })),
    ...undone.flatMap((step) => {
      const record = parseUndone(step);
      return record ? [{ ...listedOf(record, history), undone: true }] : [];
    }),
  ];
  if (json) return out.facts({ project: root, records: listed });
  if (listed.length === 0) return out.note("mkweb has recorded nothing in this project.");
  // A record may come from a clone; escape what a terminal would obey.
  const shown = listed.map((each) => ({ ...each, command: printable(each.command) }));
  const width = Math.max(...shown.map(({ command }) => command.length));
  for (const each of shown) out.data(lineOf(each, width));
}

function listedOf(named: NamedRecord, history: History): Omit<Listed, "undone"> {
  const { name, number, record } = named;
  return {
    number,
    name,
    command: record.command,
    when: history.whenWritten(named)?.toISOString() ?? null,
    files: Object.keys(record.files).length,
    edited: Object.keys(record.edits).length,
    removed: Object.keys(record.removed).length,
  };
}

function lineOf({ number, command, when, files, edited, removed, undone }: Listed, width: number) {
  const counts = [
    files > 0 ? `${files} new` : "",
    edited > 0 ? `${edited} edited` : "",
    removed > 0 ? `${removed} removed` : "",
  ].filter((each) => each !== "");
  // The Swedish format is ISO 8601 in local time.
  const moment = when === null ? "" : new Date(when).toLocaleString("sv").slice(0, 16);
  const state = undone ? "undone" : "";
  return [
    String(number).padStart(4),
    command.padEnd(width),
    moment.padEnd(16),
    state.padEnd(6),
    counts.join(", "),
  ]
    .join("  ")
    .trimEnd();
}

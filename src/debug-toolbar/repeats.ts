import type { RecordedQuery } from "./record.ts";
import { relationHint, type Hint } from "./relation-hint.ts";
import { isControl } from "./statement.ts";

/** A statement that a request sent several times. */
export interface Repeat {
  readonly sql: string;
  readonly queries: readonly RecordedQuery[];
  /** With how many different values. */
  readonly distinct: number;
  readonly durationMs: number;
  /** The relation that is followed row by row, where it is known. */
  readonly hint: Hint | undefined;
}

/** Twice may be meant; from here on it looks like once for each row. */
const ROW_BY_ROW = 3;

/** Statements with the same text, values apart: the costliest first. */
export function repeatsIn(queries: readonly RecordedQuery[]): readonly Repeat[] {
  const groups = new Map<string, RecordedQuery[]>();
  const tables = new Map<string, ReadonlySet<string>>();
  const before = new Set<string>();
  for (const query of queries) {
    if (isControl(query.sql)) continue;
    const key = `${query.alias}\n${query.sql}`;
    const group = groups.get(key);
    if (group) group.push(query);
    else {
      groups.set(key, [query]);
      tables.set(key, new Set(before));
    }
    const [, table] = /\bFROM "([^"]+)"/.exec(query.sql) ?? [];
    if (table !== undefined) before.add(table);
  }
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([key, group]) => repeat(group, tables.get(key) ?? before))
    .sort((a, b) => b.durationMs - a.durationMs);
}

/** What makes two queries duplicates: they ask the same with the same values. */
export function valuesKey({ params }: RecordedQuery): string {
  return params
    .map(
      (value) =>
        `${typeof value}:${value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value)}`,
    )
    .join("\n");
}

function repeat(queries: readonly RecordedQuery[], before: ReadonlySet<string>): Repeat {
  const [{ sql } = { sql: "" }] = queries;
  const distinct = new Set(queries.map(valuesKey)).size;
  return {
    sql,
    queries,
    distinct,
    durationMs: queries.reduce((sum, each) => sum + each.durationMs, 0),
    hint: distinct >= ROW_BY_ROW ? relationHint(sql, before) : undefined,
  };
}

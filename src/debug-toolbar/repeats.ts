import type { RecordedQuery } from "./record.ts";
import { relationHint, type Hint } from "./relation-hint.ts";
import { isControl } from "./statement.ts";

/** A statement that a request sent several times. */
export interface Repeat {
  readonly sql: string;
  readonly queries: readonly RecordedQuery[];
  /** Number of different values. */
  readonly distinct: number;
  readonly durationMs: number;
  /** The relation followed row by row, if known. */
  readonly hint: Hint | undefined;
}

/** Two may be intended; from here on it looks like one per row. */
const ROW_BY_ROW = 3;

/** Groups statements by text, ignoring values, costliest first. */
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

/** Queries with the same key are duplicates: same statement, same values. */
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

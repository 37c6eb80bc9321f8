import type { Scope } from "./scope.ts";
import type { Sql } from "./sql.ts";

/** The context of compiling an expression. */
export interface Env {
  readonly scope: Scope;
  /** Joins to many rows that may be reused, to which used ones are added; null for all. */
  readonly used: Set<string> | null;
  /** Over a table made from an inner query: maps a column of that query to one of the table. */
  readonly lift?: (inner: Sql) => Sql;
  /** Names other than fields and annotations: earlier aggregates of the same `aggregate()`. */
  readonly named?: ReadonlyMap<string, Sql>;
}

import type { Scope } from "./scope.ts";
import type { Sql } from "./sql.ts";

/** Where an expression is compiled. */
export interface Env {
  readonly scope: Scope;
  /** Joins to many rows that may be used again, to which those used are added; null for all. */
  readonly used: Set<string> | null;
  /** Over a table made of an inner query: turns a column of that query into one of the table. */
  readonly lift?: (inner: Sql) => Sql;
  /** What names stand for besides fields and annotations: earlier aggregates of one `aggregate()`. */
  readonly named?: ReadonlyMap<string, Sql>;
}

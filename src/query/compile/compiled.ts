import type { Sql } from "./sql.ts";

/** What one name of an object of conditions is to meet, with the names that lead to it. */
export class Leaf {
  readonly path: readonly string[];
  readonly value: unknown;

  constructor(path: readonly string[], value: unknown) {
    this.path = path;
    this.value = value;
  }
}

/** A right side that is compiled already. */
export class Compiled {
  readonly sql: Sql;

  constructor(sql: Sql) {
    this.sql = sql;
  }
}

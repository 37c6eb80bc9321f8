import type { Sql } from "./sql.ts";

/** The condition for one name of an object of conditions, with the path to it. */
export class Leaf {
  readonly path: readonly string[];
  readonly value: unknown;

  constructor(path: readonly string[], value: unknown) {
    this.path = path;
    this.value = value;
  }
}

/** A right side that is already compiled. */
export class Compiled {
  readonly sql: Sql;

  constructor(sql: Sql) {
    this.sql = sql;
  }
}

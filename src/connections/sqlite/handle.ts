import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Bindable, Executed, Row, Rows, Statement, Written } from "../connection.ts";
import { extendOpened, forgetClosed } from "./extensions.ts";
import { loadNodeSqlite } from "./node-sqlite.ts";
import { isBusy, isOutOfRange } from "./errors.ts";
import { toSqlite } from "./values.ts";
import { StatementCache } from "./statement-cache.ts";

/** Larger bound values, in characters or bytes, are not kept in cached statements. */
const LARGE = 4096;
/** Statements that change nothing and so can be repeated. */
const SELECT = /^\s*select\b/i;

/** Statements that are sent once, and give no rows. */
const DEFINITION = /^\s*(?:create|alter|drop)\b/i;

/** How a table was made, and each of its triggers. */
const TABLE_AND_TRIGGERS = `SELECT sql FROM (SELECT * FROM sqlite_schema UNION ALL SELECT * FROM sqlite_temp_schema)
WHERE type IN ('table', 'trigger') AND tbl_name = ? COLLATE NOCASE`;

/** Runs one statement and may time it. */
export type AtOnce = <T>(sql: string, params: readonly unknown[], run: () => T) => T;

interface Prepared {
  readonly statement: StatementSync;
  /** Whether it reads integers as BigInt; a changing statement cannot be repeated to do so. */
  readonly isExact: boolean;
  /** Whether it returns rows; determined when needed. */
  gives?: boolean;
}

/** An open file with its prepared statements. Never waits: a locked file is reported as busy. */
export class SqliteHandle {
  readonly #database: DatabaseSync;
  readonly #isReader: boolean;
  readonly #arrays: StatementCache<Prepared>;
  readonly #objects: StatementCache<Prepared>;
  readonly #cursors = new Set<Iterator<unknown>>();
  #hasLog = false;
  #isQuick = false;

  /** @param isReader Whether it refuses writes. */
  constructor(file: string, isReader: boolean) {
    const { DatabaseSync } = loadNodeSqlite();
    this.#isReader = isReader;
    this.#database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
    this.#database.exec(`pragma query_only = ${isReader ? "on" : "off"}`);
    this.#commitQuickly();
    this.#arrays = new StatementCache((sql) => this.#prepare(sql, true));
    this.#objects = new StatementCache((sql) => this.#prepare(sql, false));
    if (!isReader) this.useWriteAheadLog();
    extendOpened(this.#database);
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** With the write-ahead log a commit need not reach the disk. This reads the file, which may be locked. */
  #commitQuickly(): void {
    if (!this.#isQuick) this.#isQuick = this.#accepts("pragma synchronous = normal");
  }

  /**
   * Turns on the write-ahead log, with which commits need not wait for the disk and reads never wait. If the file is
   * locked, this is tried again later.
   */
  useWriteAheadLog(): void {
    this.#commitQuickly();
    if (!this.#hasLog) this.#hasLog = this.#accepts("pragma journal_mode = wal");
  }

  /** Runs a pragma that changes the file; returns whether it was not locked. */
  #accepts(pragma: string): boolean {
    try {
      this.#database.exec(pragma);
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
  }

  rows(sql: string, params: readonly Bindable[]): Rows {
    return arrays(this.#all(this.#arrays.get(sql), params));
  }

  objects(sql: string, params: readonly unknown[]): readonly Row[] {
    return this.#all(this.#objects.get(sql), params);
  }

  write(sql: string, params: readonly Bindable[]): Written {
    const prepared = this.#arrays.get(sql);
    if (!givesRows(prepared)) return { rows: [], ...this.#run(prepared, params) };
    const rows = arrays(this.#all(prepared, params));
    return { rows, changes: rows.length };
  }

  /** What the connection's method of this name answers. */
  numbersInOrder(table: string): boolean {
    const [only, ...others] = this.rows(TABLE_AND_TRIGGERS, [table]);
    return others.length === 0 && /\bautoincrement\b/i.test(String(only?.[0]));
  }

  /** Runs a transaction synchronously, each statement through `each`. */
  writeAll(statements: readonly Statement[], each: AtOnce): readonly Written[] {
    const control = (sql: string): void => each(sql, [], () => this.control(sql));
    this.useWriteAheadLog();
    control("BEGIN IMMEDIATE");
    try {
      const written = statements.map(({ sql, params }) =>
        each(sql, params, () => this.write(sql, params)),
      );
      control("COMMIT");
      return written;
    } catch (error) {
      if (this.inTransaction) control("ROLLBACK");
      throw error;
    }
  }

  execute(sql: string, params: readonly unknown[]): Executed {
    if (params.length === 0 && DEFINITION.test(sql)) {
      this.control(sql);
      return { rows: [], changes: 0 };
    }
    const prepared = this.#objects.get(sql);
    if (!givesRows(prepared)) return { rows: [], ...this.#run(prepared, params) };
    return { rows: this.#all(prepared, params), changes: 0 };
  }

  /** Yields rows in pieces, with an uncached statement, as a cached one might be restarted in between. */
  *pieces(sql: string, params: readonly Bindable[], size: number): Generator<Rows> {
    const { statement } = this.#prepare(sql, true);
    statement.setReadBigInts(true);
    const cursor = statement.iterate(...params.map(toSqlite));
    this.#cursors.add(cursor);
    try {
      let piece: unknown[][] = [];
      // Rows are arrays, as requested above.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      for (const row of cursor as Iterable<unknown> as Iterable<unknown[]>) {
        piece.push(row);
        if (piece.length < size) continue;
        yield piece.map(withSmallNumbers);
        piece = [];
      }
      if (piece.length > 0) yield piece.map(withSmallNumbers);
    } finally {
      this.#cursors.delete(cursor);
      cursor.return?.();
    }
  }

  control(sql: string): void {
    this.#database.exec(sql);
  }

  /** Closes open cursors, which would keep their snapshot beyond the transaction. */
  closeCursors(): void {
    for (const cursor of this.#cursors) cursor.return?.();
    this.#cursors.clear();
  }

  close(): void {
    this.closeCursors();
    this.#arrays.clear();
    this.#objects.clear();
    forgetClosed(this.#database);
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string, asArrays: boolean): Prepared {
    const statement = this.#database.prepare(sql);
    if (asArrays) statement.setReturnArrays(true);
    const isExact = !this.#isReader && !SELECT.test(sql);
    statement.setReadBigInts(isExact);
    return { statement, isExact };
  }

  /**
   * Returns all rows. Uses `all`, never `get`: that stops at the first row, which hides later errors such as those of a
   * commit.
   */
  #all({ statement, isExact }: Prepared, params: readonly unknown[]): readonly Row[] {
    const { values, isLarge } = bindable(params);
    try {
      if (isExact) return statement.all(...values).map(withSmallNumbers);
      return statement.all(...values);
    } catch (error) {
      if (isExact || !isOutOfRange(error)) throw error;
      return this.#allExact(statement, values);
    } finally {
      if (isLarge) forget(statement);
    }
  }

  /** Reads integers too large for a number. */
  #allExact(statement: StatementSync, values: SQLInputValue[]): readonly Row[] {
    statement.setReadBigInts(true);
    try {
      return statement.all(...values).map(withSmallNumbers);
    } finally {
      statement.setReadBigInts(false);
    }
  }

  #run({ statement }: Prepared, params: readonly unknown[]) {
    const { values, isLarge } = bindable(params);
    try {
      const { changes, lastInsertRowid } = statement.run(...values);
      return { changes: Number(changes), insertId: BigInt(lastInsertRowid) };
    } finally {
      if (isLarge) forget(statement);
    }
  }
}

/** The types of node:sqlite do not know that the statement returns arrays. */
function arrays(rows: readonly unknown[]): Rows {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return rows as Rows;
}

function givesRows(prepared: Prepared): boolean {
  return (prepared.gives ??= prepared.statement.columns().length > 0);
}

/** Converts values for binding, and tells whether one of them is large. */
function bindable(params: readonly unknown[]): {
  readonly values: SQLInputValue[];
  readonly isLarge: boolean;
} {
  const values: SQLInputValue[] = [];
  let isLarge = false;
  // A plain loop, as it runs for each value of a large insert.
  for (let at = 0; at < params.length; at += 1) {
    const value = toSqlite(params[at]);
    if (typeof value === "string") isLarge ||= value.length > LARGE;
    else if (ArrayBuffer.isView(value)) isLarge ||= value.byteLength > LARGE;
    values.push(value);
  }
  return { values, isLarge };
}

/** Clears large values from a statement, which would keep them until its next use. */
function forget(statement: StatementSync): void {
  statement.iterate().return?.();
}

/** Converts integers that fit into a number. */
function withSmallNumbers<T extends object>(row: T): T {
  if (Array.isArray(row)) {
    // Not every(), map() or entries(): this runs for each row of a large result.
    for (let at = 0; at < row.length; at += 1) row[at] = small(row[at]);
    return row;
  }
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === "bigint") Reflect.set(row, name, small(value));
  }
  return row;
}

function small(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

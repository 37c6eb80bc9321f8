import { setImmediate as nextTurn } from "node:timers/promises";
import type { Bindable, Executed, Rows, Statement, Written } from "../connection.ts";
import type { DriverSession } from "../driver-session.ts";
import { TransactionManagementError } from "../errors.ts";
import { areQueriesObserved, beginQuery, observed, type QueryOrigin } from "../observe.ts";
import { patiently } from "./patience.ts";
import { sqliteError } from "./errors.ts";
import type { SqliteHandle } from "./handle.ts";

export interface SqliteSessionOptions {
  readonly origin: QueryOrigin;
  /** Milliseconds to wait for a file locked by another process; 0 means forever. */
  readonly timeout: number;
  readonly late: (cause: unknown) => Error;
  readonly release: () => void;
}

/** An open file while one block or statement uses it. */
export class SqliteSession implements DriverSession {
  readonly #handle: SqliteHandle;
  readonly #options: SqliteSessionOptions;
  #hasBegun = false;

  constructor(handle: SqliteHandle, options: SqliteSessionOptions) {
    this.#handle = handle;
    this.#options = options;
  }

  rows(sql: string, params: readonly Bindable[]): Promise<Rows> {
    return this.#do(sql, params, () => this.#handle.rows(sql, params));
  }

  write(sql: string, params: readonly Bindable[]): Promise<Written> {
    return this.#do(sql, params, () => this.#handle.write(sql, params));
  }

  numbersInOrder(table: string): Promise<boolean> {
    return this.#run(() => this.#handle.numbersInOrder(table), !this.#handle.inTransaction);
  }

  async writeAll(statements: readonly Statement[]): Promise<readonly Written[]> {
    const all: Written[] = [];
    for (const { sql, params } of statements) all.push(await this.write(sql, params));
    return all;
  }

  execute(sql: string, params: readonly unknown[]): Promise<Executed> {
    return this.#do(sql, params, () => this.#handle.execute(sql, params));
  }

  async *iterate(sql: string, params: readonly Bindable[], size: number): AsyncGenerator<Rows> {
    const end = areQueriesObserved() ? beginQuery(this.#options.origin, sql, params) : undefined;
    const pieces = this.#handle.pieces(sql, params, size);
    let failure: unknown;
    let spentMs = 0;
    try {
      for (;;) {
        const from = performance.now();
        const { done, value } = await this.#patiently(() => pieces.next());
        spentMs += performance.now() - from;
        if (done) return;
        yield value;
        // Reading is synchronous, so give others a turn.
        await nextTurn();
      }
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      pieces.return(undefined);
      end?.(failure, spentMs);
    }
  }

  async begin(): Promise<void> {
    this.#handle.useWriteAheadLog();
    // Only this statement waits for other processes' locks, and it can be repeated.
    await this.#do("BEGIN IMMEDIATE", [], () => this.#handle.control("BEGIN IMMEDIATE"));
    this.#hasBegun = true;
  }

  async commit(): Promise<void> {
    this.#handle.closeCursors();
    await this.#do("COMMIT", [], () => this.#handle.control("COMMIT"), true);
    this.#hasBegun = false;
  }

  async rollback(): Promise<void> {
    this.#handle.closeCursors();
    this.#hasBegun = false;
    // SQLite may have ended it already, for example when the disk is full.
    if (this.#handle.inTransaction) await this.control("ROLLBACK").catch(() => {});
  }

  control(sql: string): Promise<void> {
    return this.#do(sql, [], () => this.#handle.control(sql));
  }

  /** Nothing to do: statements are synchronous. */
  async cancel(): Promise<void> {}

  isStale(): boolean {
    return false;
  }

  release(): void {
    this.#options.release();
  }

  /** @param again Whether to wait for a busy file inside a transaction too. */
  async #do<T>(
    sql: string,
    params: readonly unknown[],
    run: () => T,
    again = !this.#handle.inTransaction,
  ): Promise<T> {
    // Outside of the transaction each statement would be stored immediately.
    if (this.#hasBegun && !this.#handle.inTransaction) throw endedItself();
    if (!areQueriesObserved()) return this.#run(run, again);
    return observed(this.#options.origin, sql, params, () => this.#run(run, again));
  }

  async #run<T>(run: () => T, again: boolean): Promise<T> {
    if (again) return this.#patiently(run);
    try {
      return run();
    } catch (error) {
      throw sqliteError(error);
    }
  }

  #patiently<T>(run: () => T): Promise<T> {
    const attempt = (): T => {
      try {
        return run();
      } catch (error) {
        throw sqliteError(error);
      }
    };
    return patiently(attempt, this.#options.timeout, this.#options.late);
  }
}

function endedItself(): TransactionManagementError {
  return new TransactionManagementError(
    "SQLite has rolled back the transaction by itself, after an error that was caught inside the block. Nothing of it is stored.",
  );
}

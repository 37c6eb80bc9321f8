import type { QueryArrayConfig } from "pg";
import type { Bindable, Executed, Row, Rows, Statement, Written } from "../connection.ts";
import type { DriverSession } from "../driver-session.ts";
import { TransactionManagementError } from "../errors.ts";
import { areQueriesObserved, observed, type QueryOrigin } from "../observe.ts";
import type { ClientState, Connected } from "./client-pool.ts";
import { isLost, wasNotSent } from "./errors.ts";
import { plainTypes } from "./types.ts";
import { toPostgresql } from "./values.ts";

/** Milliseconds for a cancelled statement to end before its connection is closed. */
const CANCEL = 2000;
/** SQLSTATEs for a prepared statement that no longer fits its table or is gone. */
const STALE = new Set(["0A000", "26000"]);

export interface PostgresqlSessionOptions {
  readonly origin: QueryOrigin;
  readonly explain: (error: unknown) => unknown;
  /** Gets another client in place of one lost while idle. */
  readonly connect: () => Promise<Connected>;
  /** Stops what the client is doing. */
  readonly cancel: (state: ClientState) => Promise<void>;
  readonly release: () => void;
}

/** Sends something to a client. */
type Send<T> = (connected: Connected) => Promise<T>;

/** A client while one block or statement uses it. */
export class PostgresqlSession implements DriverSession {
  readonly #options: PostgresqlSessionOptions;
  #connected: Connected;
  #wasUsed: boolean;
  #isLost = false;
  /** Whether the client was released and not replaced. */
  #isReleased = false;
  #wasNotSent = false;
  #inTransaction = false;
  /** Whether to send BEGIN with the next statement. */
  #isToBegin = false;
  /** The statement sent with BEGIN, while it runs. */
  #first: Promise<unknown> | undefined;
  #cursors = 0;
  #running = 0;

  constructor(connected: Connected, options: PostgresqlSessionOptions) {
    this.#options = options;
    this.#connected = connected;
    this.#wasUsed = connected.state.isUsed;
    connected.state.isUsed = true;
  }

  /**
   * Whether a failed statement can be retried on another connection, as this one was lost while idle.
   *
   * @param isRead Whether it is harmless if the server ran it anyway.
   */
  isStale(isRead: boolean): boolean {
    return this.#isLost && this.#wasUsed && (isRead || this.#wasNotSent);
  }

  async rows(sql: string, params: readonly Bindable[]): Promise<Rows> {
    return (await this.#query(sql, params)).rows;
  }

  async write(sql: string, params: readonly Bindable[]): Promise<Written> {
    const { rows, rowCount } = await this.#query(sql, params);
    return { rows, changes: rowCount ?? 0 };
  }

  /** A sequence also numbers the rows of others, and RETURNING costs nothing here. */
  async numbersInOrder(): Promise<boolean> {
    return false;
  }

  writeAll(statements: readonly Statement[]): Promise<readonly Written[]> {
    return firstFailure(this.#connected.state.sendTogether(() => this.#writes(statements)));
  }

  /** Runs a whole transaction, sent at once. */
  async writeTransaction(statements: readonly Statement[]): Promise<readonly Written[]> {
    const [begun, written, ended] = this.#connected.state.sendTogether(() => [
      this.#begin(),
      this.#writes(statements),
      this.commit(),
    ]);
    try {
      await firstFailure<unknown>([begun, ...written, ended]);
    } finally {
      // The transaction has ended, successfully or not.
      this.#inTransaction = false;
    }
    return Promise.all(written);
  }

  #writes(statements: readonly Statement[]): readonly Promise<Written>[] {
    return statements.map(({ sql, params }) => this.write(sql, params));
  }

  async execute(sql: string, params: readonly unknown[]): Promise<Executed> {
    const values = params.map(toPostgresql);
    const { rows, rowCount } = await this.#send(sql, params, ({ client }) =>
      client.query<Row>(sql, values),
    );
    return { rows, changes: rowCount ?? 0 };
  }

  async *iterate(sql: string, params: readonly Bindable[], size: number): AsyncGenerator<Rows> {
    const cursor = `mkweb_${(this.#cursors += 1)}`;
    await this.#query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, params);
    let isDone = false;
    try {
      while (!isDone) {
        const { rows } = await this.#query(`FETCH ${size} FROM ${cursor}`, []);
        isDone = rows.length < size;
        if (rows.length > 0) yield rows;
      }
    } finally {
      // In a failed transaction the cursor is already gone.
      await this.control(`CLOSE ${cursor}`).catch(() => {});
    }
  }

  /** BEGIN is sent with the first statement, as waiting for its answer would cost as much as a statement. */
  async begin(): Promise<void> {
    this.#isToBegin = true;
  }

  async #begin(): Promise<void> {
    this.#inTransaction = true;
    await this.#sendNow("BEGIN", [], ({ client }) => client.query("BEGIN"));
  }

  async commit(): Promise<void> {
    if (this.#isToBegin) {
      this.#isToBegin = false;
      return;
    }
    const { command } = await this.#send("COMMIT", [], ({ client }) => client.query("COMMIT"));
    this.#inTransaction = false;
    if (command === "COMMIT") return;
    throw new TransactionManagementError(
      "The transaction was rolled back: a statement in it had failed, and the error was caught inside the block. Put a nested atomic block around what may fail.",
    );
  }

  async rollback(): Promise<void> {
    this.#isToBegin = false;
    if (!this.#inTransaction || this.#isLost) return;
    this.#inTransaction = false;
    const timer = Promise.withResolvers<void>();
    const timeout = setTimeout(() => {
      this.#isLost = true;
      timer.resolve();
    }, CANCEL);
    await Promise.race([
      this.control("ROLLBACK").catch(() => (this.#isLost = true)),
      timer.promise,
    ]);
    clearTimeout(timeout);
  }

  async control(sql: string): Promise<void> {
    await this.#send(sql, [], ({ client }) => client.query(sql));
  }

  async cancel(): Promise<void> {
    if (this.#running > 0) await this.#options.cancel(this.#connected.state);
  }

  release(): void {
    const { client, state } = this.#connected;
    if (!this.#isReleased) {
      client.release(this.#isLost || this.#inTransaction || state.names.isWorn);
    }
    this.#options.release();
  }

  async #query(sql: string, params: readonly Bindable[]) {
    const values = params.map(toPostgresql);
    const query: QueryArrayConfig = { text: sql, values, rowMode: "array", types: plainTypes };
    let name: string | undefined;
    try {
      return await this.#send(sql, params, ({ client, state }) => {
        name = state.names.nameOf(sql, (unused) => {
          client.query(`DEALLOCATE ${unused}`).catch(() => {});
        });
        return client.query<unknown[]>(name === undefined ? query : { ...query, name });
      });
    } catch (error) {
      const isStale = name !== undefined && STALE.has(String(Reflect.get(Object(error), "code")));
      if (isStale) this.#connected.state.names.forget(sql);
      if (!isStale || this.#inTransaction) throw error;
      return this.#send(sql, params, ({ client }) => client.query<unknown[]>(query));
    }
  }

  async #send<T>(sql: string, params: readonly unknown[], send: Send<T>): Promise<T> {
    // On a lost client it would fail while the first statement is being retried.
    if (this.#first) await this.#first.catch(() => {});
    if (!this.#isToBegin) return this.#sendNow(sql, params, send);
    this.#isToBegin = false;
    const first = this.#sendFirst(sql, params, send);
    this.#first = first;
    try {
      return await first;
    } finally {
      this.#first = undefined;
    }
  }

  /**
   * Sends a statement with BEGIN. If the server had closed the client while it was idle, nothing was stored, so both can
   * be retried on another one.
   */
  async #sendFirst<T>(sql: string, params: readonly unknown[], send: Send<T>): Promise<T> {
    for (;;) {
      const [begun, answer] = this.#connected.state.sendTogether(() => [
        this.#begin(),
        this.#sendNow(sql, params, send),
      ]);
      const results = await Promise.allSettled([begun, answer]);
      if (!this.isStale(true) || results.every(({ status }) => status === "fulfilled")) {
        await begun;
        return answer;
      }
      this.#connected.client.release(true);
      this.#isReleased = true;
      this.#connected = await this.#options.connect();
      this.#isReleased = false;
      this.#wasUsed = this.#connected.state.isUsed;
      this.#connected.state.isUsed = true;
      this.#isLost = false;
      this.#wasNotSent = false;
    }
  }

  async #sendNow<T>(sql: string, params: readonly unknown[], send: Send<T>): Promise<T> {
    if (!areQueriesObserved()) return this.#run(send);
    return observed(this.#options.origin, sql, params, () => this.#run(send));
  }

  async #run<T>(send: Send<T>): Promise<T> {
    this.#running += 1;
    try {
      return await send(this.#connected);
    } catch (error) {
      if (isLost(error)) this.#isLost = true;
      if (wasNotSent(error)) this.#wasNotSent = true;
      throw this.#options.explain(error);
    } finally {
      this.#running -= 1;
    }
  }
}

/** Waits for all; rejects with the first error in order, as later ones are its consequences. */
async function firstFailure<T>(all: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

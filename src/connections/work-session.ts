import { TransactionManagementError } from "./errors.ts";
import type { Changes, Executed, Row, Session, SqlValue } from "./connection.ts";
import type { DriverSession } from "./driver-session.ts";

type Use = <T>(run: (session: DriverSession) => Promise<T>) => Promise<T>;

export interface WorkSessionOptions {
  /** Runs one statement on the session. */
  readonly use: Use;
  readonly spell: (sql: string) => string;
  readonly savepointName: () => string;
  /** Whether a transaction is open that was not started here. */
  readonly isInTransaction: () => boolean;
  /** Called when a transaction begins (1) or ends (-1) here. */
  readonly onTransaction?: (change: 1 | -1) => void;
}

/** A session for manual statements, transactions and savepoints. */
export class WorkSession implements Session {
  readonly #options: WorkSessionOptions;
  /** Started by `begin`: savepoints by name, a transaction as `undefined`. */
  readonly #begun: (string | undefined)[] = [];

  constructor(options: WorkSessionOptions) {
    this.#options = options;
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    const { changes } = await this.execute(this.#options.spell(sql), params);
    return { changes };
  }

  async get(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.all(sql, params))[0];
  }

  async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return (await this.execute(this.#options.spell(sql), params)).rows;
  }

  execute(sql: string, params: readonly unknown[]): Promise<Executed> {
    return this.#options.use((session) => session.execute(sql, params));
  }

  async begin(): Promise<void> {
    if (this.#begun.length === 0 && !this.#options.isInTransaction()) {
      await this.#options.use((session) => session.begin());
      this.#options.onTransaction?.(1);
      this.#begun.push(undefined);
      return;
    }
    const name = this.#options.savepointName();
    await this.#control(`SAVEPOINT ${name}`);
    this.#begun.push(name);
  }

  async commit(): Promise<void> {
    const name = this.#last();
    if (name === undefined) await this.#options.use((session) => session.commit());
    else await this.#control(`RELEASE SAVEPOINT ${name}`);
    this.#end(name);
  }

  async rollback(): Promise<void> {
    const name = this.#last();
    if (name === undefined) await this.#options.use((session) => session.rollback());
    else {
      await this.#control(`ROLLBACK TO SAVEPOINT ${name}`);
      await this.#control(`RELEASE SAVEPOINT ${name}`);
    }
    this.#end(name);
  }

  #last(): string | undefined {
    if (this.#begun.length > 0) return this.#begun.at(-1);
    throw new TransactionManagementError("No transaction was begun in this session.");
  }

  #end(name: string | undefined): void {
    this.#begun.pop();
    if (name === undefined) this.#options.onTransaction?.(-1);
  }

  async #control(sql: string): Promise<void> {
    await this.#options.use((session) => session.control(sql));
  }
}

import type { Dialect } from "kysely";
import type { Block } from "./block.ts";
import type {
  AtomicOptions,
  Bindable,
  Changes,
  Connection,
  OnCommitOptions,
  Row,
  Rows,
  Session,
  SqlValue,
  Statement,
  Written,
} from "./connection.ts";
import type { DriverSession } from "./driver-session.ts";
import { InterfaceError, TransactionManagementError } from "./errors.ts";
import { inBlock, withoutStandstill } from "./iterate.ts";
import { limitExceeded, type Limits } from "./limits.ts";
import { observeQueries } from "./observe.ts";
import { Transactions } from "./transactions.ts";
import { WorkSession } from "./work-session.ts";

type Run<T> = (session: DriverSession) => Promise<T>;

/** Shared parts of both databases: statements find the transaction of the work that sends them. */
export abstract class BaseConnection implements Connection {
  abstract readonly vendor: Connection["vendor"];
  abstract readonly name: string;
  abstract readonly database: string;
  readonly alias: string;
  #limits: Limits;
  protected readonly transactions: Transactions;
  /** Iterations outside of blocks; each has a connection to itself. */
  readonly #iterations = new Set<AsyncGenerator<Rows>>();

  constructor(alias: string, limits: Limits) {
    this.alias = alias;
    this.#limits = limits;
    const acquire = () => this.acquire();
    this.transactions = new Transactions({ alias, limits: () => this.#limits, acquire });
  }

  /** Acquires a session, waiting for a free one if needed; the caller releases it. */
  abstract acquire(): Promise<DriverSession>;
  /** Whether it was used since it was last closed. */
  abstract get isOpen(): boolean;
  /** Closes what is open once nobody uses it. */
  protected abstract closeIdle(): Promise<void>;
  /** Rewrites `?` placeholders in the database's own syntax. */
  abstract spell(sql: string): string;
  /** Runs one statement outside of blocks; a read may be sent again. */
  protected abstract alone<T>(run: Run<T>, isRead: boolean): Promise<T>;
  protected abstract iterateAlone(
    sql: string,
    params: readonly Bindable[],
    size: number,
  ): AsyncGenerator<Rows>;

  async rows(sql: string, params: readonly Bindable[]): Promise<Rows> {
    return this.#use((session) => session.rows(sql, params), true);
  }

  async write(sql: string, params: readonly Bindable[]): Promise<Written> {
    try {
      return await this.#use((session) => session.write(sql, params));
    } catch (error) {
      // Rolls the block back even if the error is caught: half of the writes are not worth keeping.
      const block = this.transactions.inTransaction;
      if (block) block.needsRollback = true;
      throw error;
    }
  }

  numbersInOrder(table: string): Promise<boolean> {
    return this.#use((session) => session.numbersInOrder(table));
  }

  async writeAll(statements: readonly Statement[]): Promise<readonly Written[]> {
    const [only, ...others] = statements;
    if (!only) return [];
    if (others.length === 0) return [await this.write(only.sql, only.params)];
    return this.writeWhole(statements);
  }

  async *iterate(sql: string, params: readonly Bindable[], size: number): AsyncGenerator<Rows> {
    const block = this.transactions.current;
    if (block) {
      const pieces = await this.#use(async (session) => session.iterate(sql, params, size));
      yield* inBlock(block, pieces, (run) => this.#use(run));
      return;
    }
    const alone = this.iterateAlone(sql, params, size);
    const late = (): Error => this.#standstill();
    const pieces = withoutStandstill(alone, this.limits.transaction, late);
    this.#iterations.add(pieces);
    try {
      yield* pieces;
    } finally {
      this.#iterations.delete(pieces);
    }
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    const { changes } = await this.#use((session) => session.execute(this.spell(sql), params));
    return { changes };
  }

  async get(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.all(sql, params))[0];
  }

  async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return (await this.#use((session) => session.execute(this.spell(sql), params))).rows;
  }

  atomic<T>(work: () => Promise<T>, options?: AtomicOptions): Promise<T> {
    return this.transactions.atomic(work, options);
  }

  reserve<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.transactions.reserve(() => work(this.workSession()));
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.transactions.atomic(() => work(this.workSession()));
  }

  onCommit(run: () => unknown, { robust = false }: OnCommitOptions = {}): void {
    this.transactions.onCommit({ run, robust });
  }

  async captureOnCommit(work: () => Promise<unknown>): Promise<readonly (() => unknown)[]> {
    return (await this.transactions.holdHooks(work)).map(({ run }) => run);
  }

  get inAtomicBlock(): boolean {
    return this.transactions.inTransaction !== undefined;
  }

  setRollback(on: boolean): void {
    this.#block().needsRollback = on;
  }

  getRollback(): boolean {
    return this.#block().needsRollback;
  }

  async savepoint(): Promise<string> {
    const block = this.#block();
    const name = this.transactions.savepointName();
    await block.use((session) => session.control(`SAVEPOINT ${name}`));
    block.savepoints.set(name, block.hooks.length);
    return name;
  }

  async savepointCommit(id: string): Promise<void> {
    const block = this.#block(id);
    await block.use((session) => session.control(`RELEASE SAVEPOINT ${id}`));
    block.savepoints.delete(id);
  }

  async savepointRollback(id: string): Promise<void> {
    const block = this.#block(id);
    await block.use((session) => session.control(`ROLLBACK TO SAVEPOINT ${id}`), true);
    block.hooks.length = Math.min(block.hooks.length, block.savepoints.get(id) ?? 0);
  }

  async capture<T>(work: () => Promise<T>): Promise<{ result: T; statements: readonly string[] }> {
    const statements: string[] = [];
    const stop = observeQueries(({ alias, sql }) => {
      if (alias === this.alias) statements.push(sql);
    });
    try {
      return { result: await work(), statements };
    } finally {
      stop();
    }
  }

  async dialect(): Promise<Dialect> {
    const { createDialect } = await import("./kysely-dialect.ts");
    return createDialect(this);
  }

  /** @throws {InterfaceError} If it is called inside a block. */
  async close(): Promise<void> {
    if (this.isReserved) throw new InterfaceError("A connection cannot be closed inside a block.");
    // Nobody can continue them.
    await Promise.all([...this.#iterations].map((pieces) => pieces.return(undefined)));
    await this.closeIdle();
  }

  get limits(): Limits {
    return this.#limits;
  }

  /** Changes the limits of everything that begins from now on. */
  limit(limits: Limits): void {
    this.#limits = limits;
  }

  /** Whether the current work has its own session. */
  get isReserved(): boolean {
    return this.transactions.current !== undefined;
  }

  /**
   * Returns a session for manual transactions.
   *
   * @param owned The session to use; by default that of the current work.
   */
  workSession(owned?: DriverSession): WorkSession {
    const { transactions } = this;
    return new WorkSession({
      use: owned ? (run) => run(owned) : (run) => this.#use(run),
      spell: (sql) => this.spell(sql),
      savepointName: transactions.savepointName,
      isInTransaction: () => !owned && transactions.isInTransaction,
      onTransaction(change) {
        const block = owned ? undefined : transactions.current;
        if (block) block.begun += change;
      },
    });
  }

  /** Runs several statements atomically. */
  protected writeWhole(statements: readonly Statement[]): Promise<readonly Written[]> {
    const all: Run<readonly Written[]> = (session) => session.writeAll(statements);
    return this.transactions.atomic(() => this.#use(all), { savepoint: false });
  }

  #standstill(): Error {
    return limitExceeded({
      alias: this.alias,
      name: "TRANSACTION_TIMEOUT",
      what: "An iteration was aborted because the work on one piece took longer than",
      limit: this.limits.transaction,
      hint: "Take smaller pieces, or collect what is needed before slow work.",
    });
  }

  #use<T>(run: Run<T>, isRead = false): Promise<T> {
    return this.transactions.use(run, (alone) => this.alone(alone, isRead));
  }

  /** The block that savepoints and marks belong to. */
  #block(savepoint?: string): Block {
    const block = this.transactions.inTransaction;
    if (!block) {
      throw new TransactionManagementError(
        "This works only inside an atomic block, and no block is open here.",
      );
    }
    if (savepoint === undefined || block.savepoints.has(savepoint)) return block;
    throw new TransactionManagementError(
      `The innermost atomic block has no savepoint '${savepoint}'.`,
    );
  }
}

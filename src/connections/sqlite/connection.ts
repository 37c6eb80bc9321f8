import { BaseConnection } from "../base.ts";
import type { Bindable, Changes, Row, Rows, SqlValue, Statement, Written } from "../connection.ts";
import type { DriverSession } from "../driver-session.ts";
import { limitExceeded, type Limits } from "../limits.ts";
import { areQueriesObserved, beginQuery, knownByWhom } from "../observe.ts";
import { SharedCommit } from "./shared-commit.ts";
import { isBusy, isBusyError, isReadOnly, sqliteError } from "./errors.ts";
import { SqliteHandle, type AtOnce } from "./handle.ts";
import { SqliteSession } from "./session.ts";
import { Turns } from "../turns.ts";

/** Statements that certainly write. */
const WRITES = /^\s*(?:insert|update|delete|replace)\b/i;

/** A SQLite file. One session at a time writes; reads never wait. */
export class SqliteConnection extends BaseConnection {
  readonly vendor = "sqlite";
  readonly name: string;
  readonly database: string;
  readonly #isMemory: boolean;
  readonly #initCommand: string;
  readonly #writing = new Turns();
  readonly #shared = new SharedCommit(() => this.acquire());
  #writer: SqliteHandle | undefined;
  #reader: SqliteHandle | undefined;

  /** @param initCommand SQL to run whenever the file is opened. */
  constructor(
    { file, initCommand }: { readonly file: string; readonly initCommand: string },
    alias: string,
    limits: Limits,
  ) {
    super(alias, limits);
    this.#initCommand = initCommand;
    this.name = file;
    this.database = file;
    this.#isMemory = file === ":memory:";
  }

  // The next four methods repeat the same attempt: sharing it would cost a closure per statement.
  override async rows(sql: string, params: readonly Bindable[]): Promise<Rows> {
    if (areQueriesObserved()) await knownByWhom();
    if (!this.#canReadNow) return super.rows(sql, params);
    try {
      return this.#atOnce(sql, params, () => this.#openReader().rows(sql, params));
    } catch (error) {
      if (isBusy(error) || isReadOnly(error)) return super.rows(sql, params);
      throw sqliteError(error);
    }
  }

  override async write(sql: string, params: readonly Bindable[]): Promise<Written> {
    if (areQueriesObserved()) await knownByWhom();
    if (!this.#canWriteNow) return super.write(sql, params);
    try {
      return this.#atOnce(sql, params, () => this.#openWriter().write(sql, params));
    } catch (error) {
      if (isBusy(error)) return super.write(sql, params);
      throw sqliteError(error);
    }
  }

  override async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    if (areQueriesObserved()) await knownByWhom();
    if (!this.#canWriteNow) return super.run(sql, params);
    try {
      const execute = (): Changes => this.#openWriter().execute(sql, params);
      const { changes } = this.#atOnce(sql, params, execute);
      return { changes };
    } catch (error) {
      if (isBusy(error)) return super.run(sql, params);
      throw sqliteError(error);
    }
  }

  override async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    if (areQueriesObserved()) await knownByWhom();
    if (!this.#canReadNow || WRITES.test(sql)) return super.all(sql, params);
    try {
      return this.allSync(sql, params);
    } catch (error) {
      if (isBusyError(error) || isReadOnly(Object(error).cause)) return super.all(sql, params);
      throw error;
    }
  }

  /** Returns the first row synchronously. Sees committed data only, not an open transaction's. */
  getSync(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.allSync(sql, params)[0];
  }

  /**
   * Returns all rows synchronously. Sees committed data only, not an open transaction's.
   *
   * @throws {OperationalError} If another process has locked the whole file.
   */
  allSync(sql: string, params: readonly SqlValue[] = []): readonly Row[] {
    try {
      return this.#atOnce(sql, params, () => this.#openReader().objects(sql, params));
    } catch (error) {
      throw sqliteError(error);
    }
  }

  /**
   * Like `run`, slightly delayed: shares a commit with other requests' writes from the same tick of the event loop. For
   * small writes that come with many requests.
   */
  runShared(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    return this.transactions.isOutside ? this.#shared.run(sql, params) : this.run(sql, params);
  }

  spell(sql: string): string {
    return sql;
  }

  async acquire(): Promise<DriverSession> {
    const timeout = this.limits.lock;
    const leave = await this.#writing.take(1, { timeout, late: () => this.#late() });
    try {
      return this.#session(this.#openWriter(), leave);
    } catch (error) {
      leave();
      throw sqliteError(error);
    }
  }

  get isOpen(): boolean {
    return this.#writer !== undefined || this.#reader !== undefined;
  }

  protected async closeIdle(): Promise<void> {
    const leave = await this.#writing.take(1);
    this.#reader?.close();
    this.#writer?.close();
    this.#reader = this.#writer = undefined;
    leave();
  }

  protected async alone<T>(
    run: (session: DriverSession) => Promise<T>,
    isRead: boolean,
  ): Promise<T> {
    if (isRead && !this.#isMemory) {
      try {
        return await run(this.#session(this.#openReader(), () => {}));
      } catch (error) {
        if (!(error instanceof Error) || !isReadOnly(error.cause)) throw error;
      }
    }
    const session = await this.acquire();
    try {
      return await run(session);
    } finally {
      session.release();
    }
  }

  protected override async writeWhole(
    statements: readonly Statement[],
  ): Promise<readonly Written[]> {
    if (!this.#canWriteNow) return super.writeWhole(statements);
    try {
      const each: AtOnce = (sql, params, run) => this.#atOnce(sql, params, run);
      return this.#openWriter().writeAll(statements, each);
    } catch (error) {
      // A partial write has been rolled back.
      if (isBusy(error)) return super.writeWhole(statements);
      throw sqliteError(error);
    }
  }

  protected async *iterateAlone(
    sql: string,
    params: readonly Bindable[],
    size: number,
  ): AsyncGenerator<Rows> {
    if (this.#isMemory) {
      yield* this.#session(this.#openWriter(), () => {}).iterate(sql, params, size);
      return;
    }
    // An iteration sees an old snapshot after a while, which other reads must not.
    const handle = this.#open(true);
    try {
      yield* this.#session(handle, () => {}).iterate(sql, params, size);
    } finally {
      handle.close();
    }
  }

  /** An in-memory database has only one handle, so a read would join its transaction. */
  get #canReadNow(): boolean {
    return this.transactions.isOutside && (!this.#isMemory || this.#writing.isFree);
  }

  /** Then a single statement needs no turn: it ends before anybody else can begin. */
  get #canWriteNow(): boolean {
    return this.transactions.isOutside && this.#writing.isFree;
  }

  #session(handle: SqliteHandle, release: () => void): SqliteSession {
    const late = (cause: unknown): Error => this.#late(cause);
    return new SqliteSession(handle, { origin: this, timeout: this.limits.lock, late, release });
  }

  /** Runs and reports a statement; if the file is busy, the retry reports it. */
  #atOnce<T>(sql: string, params: readonly unknown[], run: () => T): T {
    if (!areQueriesObserved()) return run();
    const end = beginQuery(this, sql, params);
    try {
      const result = run();
      end();
      return result;
    } catch (error) {
      if (!isBusy(error) && !isReadOnly(error)) end(sqliteError(error));
      throw error;
    }
  }

  #open(isReader: boolean): SqliteHandle {
    const handle = new SqliteHandle(this.name, isReader);
    try {
      if (this.#initCommand !== "") handle.control(this.#initCommand);
    } catch (error) {
      handle.close();
      throw error;
    }
    return handle;
  }

  #openWriter(): SqliteHandle {
    return (this.#writer ??= this.#open(false));
  }

  #openReader(): SqliteHandle {
    if (this.#isMemory) return this.#openWriter();
    // The writer configures the file.
    this.#openWriter();
    return (this.#reader ??= this.#open(true));
  }

  #late(cause?: unknown): Error {
    return limitExceeded({
      alias: this.alias,
      name: "LOCK_TIMEOUT",
      what: "database is locked: waiting for others who write to it took longer than",
      limit: this.limits.lock,
      hint: "Keep transactions short; DATABASES has LOCK_TIMEOUT to wait longer.",
      cause,
    });
  }
}

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { BaseConnection, OwnedSession } from "./base.ts";
import type { Changes, Executed, Row, SqlValue } from "./connection.ts";
import { Lock } from "./lock.ts";
import { loadNodeSqlite } from "./node-sqlite.ts";
import { SharedCommit } from "./shared-commit.ts";
import { toSqlite } from "./sqlite-values.ts";
import { useWriteAheadLog } from "./sqlite-wal.ts";

/** Milliseconds to wait for another process that writes. */
const BUSY_TIMEOUT = 5000;
/** Prepared statements kept; preparing costs more than running most of them. */
const STATEMENTS = 200;

/** A SQLite file. One session at a time writes; reading at once is always possible. */
export class SqliteConnection extends BaseConnection {
  readonly vendor = "sqlite";
  readonly name: string;
  readonly database: string;
  readonly #timeout: number;
  readonly #lock = new Lock();
  readonly #shared = new SharedCommit(() => this.acquire());
  #writer: SqliteHandle | undefined;
  #reader: SqliteHandle | undefined;

  /** @param timeout Milliseconds to wait for another process that writes. Default 5000. */
  constructor(file: string, timeout = BUSY_TIMEOUT) {
    super();
    this.name = file;
    this.database = file;
    this.#timeout = timeout;
  }

  /** The first row, at once. It sees what is committed, not what an open transaction has written. */
  getSync(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.#openReader()
      .statement(sql)
      .get(...params.map(toSqlite));
  }

  /** All rows, at once. They hold what is committed, not what an open transaction has written. */
  allSync(sql: string, params: readonly SqlValue[] = []): readonly Row[] {
    return this.#openReader()
      .statement(sql)
      .all(...params.map(toSqlite));
  }

  override async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    return this.#isIdle ? runOn(this.#openWriter(), sql, params) : super.run(sql, params);
  }

  /**
   * As `run`, a little later: what other requests write in the same turn of the event loop is committed
   * along. For small writes that come with many requests.
   */
  runShared(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    return this.current ? this.run(sql, params) : this.#shared.run(sql, params);
  }

  override async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#isIdle
      ? this.#openWriter()
          .statement(sql)
          .all(...params.map(toSqlite))
      : super.all(sql, params);
  }

  override async get(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return this.#isIdle
      ? this.#openWriter()
          .statement(sql)
          .get(...params.map(toSqlite))
      : super.get(sql, params);
  }

  /** A single statement needs no turn then: it is over before anybody else can begin. */
  get #isIdle(): boolean {
    return this.#lock.isFree;
  }

  async acquire(): Promise<OwnedSession> {
    const release = await this.#lock.acquire();
    try {
      return new SqliteSession(this.#openWriter(), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#writer !== undefined || this.#reader !== undefined;
  }

  async close(): Promise<void> {
    const release = await this.#lock.acquire();
    this.#reader?.close();
    if (this.#writer !== this.#reader) this.#writer?.close();
    this.#reader = this.#writer = undefined;
    release();
  }

  #openWriter(): SqliteHandle {
    return (this.#writer ??= new SqliteHandle(this.name, this.#timeout));
  }

  /** While a session is under way a handle of its own, so that it never holds up a read; memory has only one. */
  #openReader(): SqliteHandle {
    if (this.#lock.isFree || this.name === ":memory:") return this.#openWriter();
    return (this.#reader ??= new SqliteHandle(this.name, this.#timeout));
  }
}

function runOn(handle: SqliteHandle, sql: string, params: readonly SqlValue[]): Changes {
  const { changes } = handle.statement(sql).run(...params.map(toSqlite));
  return { changes: Number(changes) };
}

class SqliteSession extends OwnedSession {
  protected readonly beginStatement = "begin immediate";
  readonly #handle: SqliteHandle;
  protected readonly giveBack: () => void;

  constructor(handle: SqliteHandle, giveBack: () => void) {
    super();
    this.#handle = handle;
    this.giveBack = giveBack;
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    return runOn(this.#handle, sql, params);
  }

  async all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#handle.statement(sql).all(...params.map(toSqlite));
  }

  async execute(sql: string, params: readonly unknown[]): Promise<Executed> {
    const statement = this.#handle.statement(sql);
    const values = params.map(toSqlite);
    if (statement.columns().length > 0) return { rows: statement.all(...values), changes: 0 };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], changes: Number(changes), insertId: BigInt(lastInsertRowid) };
  }

  protected async rollbackAll(): Promise<void> {
    if (this.#handle.inTransaction) await this.execute("rollback", []);
  }
}

/** One open file with its prepared statements. */
class SqliteHandle {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, timeout: number) {
    const { DatabaseSync } = loadNodeSqlite();
    this.#database = new DatabaseSync(file, { timeout, enableForeignKeyConstraints: true });
    useWriteAheadLog(this.#database, timeout);
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const oldest = this.#statements.size >= STATEMENTS && this.#statements.keys().next().value;
    if (oldest) this.#statements.delete(oldest);
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseSettings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { BaseConnection } from "../base.ts";
import type { Bindable, Rows, Statement, Written } from "../connection.ts";
import type { DriverSession } from "../driver-session.ts";
import { limitExceeded, type Limits } from "../limits.ts";
import { Turns } from "../turns.ts";
import { ClientPool, type Connected } from "./client-pool.ts";
import { postgresqlError } from "./errors.ts";
import { numberPlaceholders } from "./placeholders.ts";
import { PostgresqlSession } from "./session.ts";
import { unreachable } from "./unreachable.ts";

/** Milliseconds between attempts to reach a restarting server. */
const PAUSE = 100;
/** Connections that blocks leave free for single statements, so that slow blocks do not stop everything. */
const SPARE = 2;

/** A PostgreSQL database through the package `pg`, which the project installs. */
export class PostgresqlConnection extends BaseConnection {
  readonly vendor = "postgresql";
  readonly name: string;
  readonly database: string;
  readonly #settings: DatabaseSettings;
  readonly #blocks: Turns;
  #pool: Promise<ClientPool> | undefined;
  /** Whether the server has ever answered, so that a refusal means a restart. */
  #isKnown = false;

  constructor(settings: DatabaseSettings, alias: string, limits: Limits) {
    super(alias, limits);
    this.#settings = settings;
    this.database = settings.NAME;
    this.name = `${settings.NAME} on ${settings.HOST ?? "the local socket"}`;
    this.#blocks = new Turns(Math.max(1, limits.connections - SPARE));
  }

  spell(sql: string): string {
    return numberPlaceholders(sql);
  }

  async acquire(): Promise<DriverSession> {
    const timeout = this.limits.connect;
    const leave = await this.#blocks.take(1, { timeout, late: () => this.#noConnection() });
    try {
      return await this.#connect(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  override limit(limits: Limits): void {
    super.limit(limits);
    // The server sets the limits of new connections; open ones keep the old limits.
    const pool = this.#pool;
    this.#pool = undefined;
    void pool?.then((each) => each.end()).catch(() => {});
  }

  get isOpen(): boolean {
    return this.#pool !== undefined;
  }

  protected async closeIdle(): Promise<void> {
    const pool = await this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }

  protected async alone<T>(
    run: (session: PostgresqlSession) => Promise<T>,
    isRead: boolean,
  ): Promise<T> {
    for (;;) {
      const session = await this.#connect(() => {});
      try {
        return await run(session);
      } catch (error) {
        if (!session.isStale(isRead)) throw error;
      } finally {
        session.release();
      }
    }
  }

  /** Sends begin, statements and commit without waiting in between. */
  protected override writeWhole(statements: readonly Statement[]): Promise<readonly Written[]> {
    if (this.isReserved) return super.writeWhole(statements);
    return this.alone((session) => session.writeTransaction(statements), false);
  }

  protected async *iterateAlone(
    sql: string,
    params: readonly Bindable[],
    size: number,
  ): AsyncGenerator<Rows> {
    const session = await this.acquire();
    try {
      await session.begin();
      yield* session.iterate(sql, params, size);
      await session.commit();
    } finally {
      await session.rollback();
      session.release();
    }
  }

  async #connect(release: () => void): Promise<PostgresqlSession> {
    const { alias, limits } = this;
    const pool = await (this.#pool ??= ClientPool.open(this.#settings, limits));
    const connected = await this.#client(pool);
    this.#isKnown = true;
    return new PostgresqlSession(connected, {
      origin: this,
      explain: (error) => postgresqlError(error, alias, limits),
      connect: () => this.#client(pool),
      cancel: (state) => pool.cancel(state),
      release,
    });
  }

  async #client(pool: ClientPool): Promise<Connected> {
    const end = performance.now() + this.limits.connect;
    for (;;) {
      try {
        return await pool.connect();
      } catch (error) {
        if (isTimeout(error)) throw this.#noConnection(error);
        const isOver = this.limits.connect > 0 && performance.now() > end;
        if (!this.#isKnown || isOver || !isRestarting(error)) throw this.#unreachable(error);
      }
      await sleep(PAUSE);
    }
  }

  #unreachable(error: unknown): unknown {
    return error instanceof MkwebError ? error : unreachable(this.#settings, error);
  }

  #noConnection(cause?: unknown): Error {
    return limitExceeded({
      alias: this.alias,
      name: "CONNECTION_TIMEOUT",
      what: `Waiting for one of the ${this.limits.connections} connections to the database took longer than`,
      limit: this.limits.connect,
      hint: "Keep transactions short; DATABASES has MAX_CONNECTIONS for more at once.",
      cause,
    });
  }
}

/** pg sets no code for these two errors. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout exceeded|due to connection timeout/.test(error.message);
}

/** Whether the server is restarting or the connection was cut, as opposed to refusing us. */
function isRestarting(error: unknown): boolean {
  const { severity, code }: Partial<Record<string, unknown>> = Object(error);
  return severity === undefined || code === "57P03" || code === "57P01";
}

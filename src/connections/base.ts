import { AsyncLocalStorage } from "node:async_hooks";
import type { Dialect } from "kysely";
import type {
  Changes,
  Connection,
  Executed,
  Queries,
  Row,
  Session,
  SqlValue,
} from "./connection.ts";

/** What both databases share: queries find the session of the work they are part of. */
export abstract class BaseConnection implements Connection {
  abstract readonly vendor: Connection["vendor"];
  abstract readonly name: string;
  abstract readonly database: string;
  readonly #current = new AsyncLocalStorage<OwnedSession>();

  /** A session of its own, waiting for one if need be; whoever takes it releases it. */
  abstract acquire(): Promise<OwnedSession>;
  abstract close(): Promise<void>;
  /** Whether anything has used it since it was last closed. */
  abstract get isOpen(): boolean;

  /** The session that the work going on has reserved. */
  get current(): Session | undefined {
    const session = this.#current.getStore();
    // Work that nobody awaited may go on after its session has been given back.
    return session?.released ? undefined : session;
  }

  run(sql: string, params: readonly SqlValue[] = []): Promise<Changes> {
    return this.#use((session) => session.run(sql, params));
  }

  get(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return this.#use((session) => session.get(sql, params));
  }

  all(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.#use((session) => session.all(sql, params));
  }

  async reserve<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const current = this.current;
    if (current) return work(current);
    const session = await this.acquire();
    try {
      return await this.#current.run(session, () => work(session));
    } finally {
      session.release();
    }
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.reserve(async (session) => {
      await session.begin();
      try {
        const result = await work(session);
        await session.commit();
        return result;
      } catch (error) {
        await session.rollback();
        throw error;
      }
    });
  }

  async dialect(): Promise<Dialect> {
    const { createDialect } = await import("./kysely-dialect.ts");
    return createDialect(this);
  }

  async #use<T>(query: (queries: Queries) => Promise<T>): Promise<T> {
    const current = this.current;
    if (current) return query(current);
    const session = await this.acquire();
    try {
      return await query(session);
    } finally {
      session.release();
    }
  }
}

/** Transactions and savepoints, counted; the statements themselves are the database's. */
export abstract class OwnedSession implements Session {
  #depth = 0;
  #released = false;
  protected abstract readonly beginStatement: string;

  abstract run(sql: string, params?: readonly SqlValue[]): Promise<Changes>;
  abstract all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
  abstract execute(sql: string, params: readonly unknown[]): Promise<Executed>;
  protected abstract giveBack(): void;

  get released(): boolean {
    return this.#released;
  }

  release(): void {
    this.#released = true;
    this.giveBack();
  }

  async get(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
    return (await this.all(sql, params))[0];
  }

  async begin(): Promise<void> {
    await this.execute(this.#depth === 0 ? this.beginStatement : `savepoint s${this.#depth}`, []);
    this.#depth += 1;
  }

  async commit(): Promise<void> {
    await this.execute(this.#depth === 1 ? "commit" : `release savepoint s${this.#depth - 1}`, []);
    this.#depth -= 1;
  }

  /** A transaction that the database has ended by itself is over too. */
  async rollback(): Promise<void> {
    this.#depth -= 1;
    if (this.#depth === 0) return this.rollbackAll();
    await this.execute(`rollback to savepoint s${this.#depth}`, []);
    await this.execute(`release savepoint s${this.#depth}`, []);
  }

  protected abstract rollbackAll(): Promise<void>;
}

import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import type { BaseConnection } from "./base.ts";
import type { Session } from "./connection.ts";
import type { DriverSession } from "./driver-session.ts";

/** Runs Kysely on a connection of ours, so that its queries take part in current transactions. */
export function createDialect(connection: BaseConnection): Dialect {
  const createDriver = () => new SessionDriver(connection);
  if (connection.vendor === "sqlite") {
    return {
      createDriver,
      // The connection itself waits for its single session: Kysely's lock would not know that a query
      // belongs to the transaction that holds it.
      createAdapter: () => new SharedSqliteAdapter(),
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
  }
  return {
    createDriver,
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class SharedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SessionDriver implements Driver {
  readonly #connection: BaseConnection;

  constructor(connection: BaseConnection) {
    this.#connection = connection;
  }

  async acquireConnection(): Promise<SessionConnection> {
    const connection = this.#connection;
    if (connection.isReserved) return new SessionConnection(connection.workSession());
    const owned = await connection.acquire();
    return new SessionConnection(connection.workSession(owned), owned);
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    sessionOf(connection).owned?.release();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await sessionOf(connection).session.begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await sessionOf(connection).session.commit();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await sessionOf(connection).session.rollback();
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await sessionOf(connection).session.execute(`savepoint "${name}"`, []);
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await sessionOf(connection).session.execute(`rollback to savepoint "${name}"`, []);
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await sessionOf(connection).session.execute(`release savepoint "${name}"`, []);
  }

  /** Nothing to do: the connection opens on first use. */
  async init(): Promise<void> {}

  /** Nothing to do: the connection outlives this Kysely and is closed with the others. */
  async destroy(): Promise<void> {}
}

class SessionConnection implements DatabaseConnection {
  readonly session: Session;
  /** The session, if it was acquired for this use and must be released. */
  readonly owned: DriverSession | undefined;

  constructor(session: Session, owned?: DriverSession) {
    this.session = session;
    this.owned = owned;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes, insertId } = await this.session.execute(sql, parameters);
    return {
      // The caller declares the type of rows.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      rows: rows as R[],
      numAffectedRows: BigInt(changes),
      ...(insertId === undefined ? {} : { insertId }),
    };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

function sessionOf(connection: DatabaseConnection): SessionConnection {
  if (connection instanceof SessionConnection) return connection;
  throw new TypeError("A connection of another driver.");
}

import type { Dialect } from "kysely";

/** What a `?` in a statement may stand for. Dates are stored as Django stores them. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | undefined;

/** One row, by column name. */
export type Row = Readonly<Record<string, unknown>>;

export interface Changes {
  /** How many rows the statement inserted, changed or removed. */
  readonly changes: number;
}

/** Statements with `?` placeholders, the same on every database. */
export interface Queries {
  /** Runs a statement for its effect. */
  run(sql: string, params?: readonly SqlValue[]): Promise<Changes>;
  /** The first row, or `undefined`. */
  get(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>;
  all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** The database's own connection while nobody else uses it. */
export interface Session extends Queries {
  /** Starts a transaction, or inside one a savepoint. */
  begin(): Promise<void>;
  /** Ends what the last `begin` started and keeps its changes. */
  commit(): Promise<void>;
  /** Ends what the last `begin` started and drops its changes. */
  rollback(): Promise<void>;
  /** Rows and changes of one statement whose placeholders are the database's own. */
  execute(sql: string, params: readonly unknown[]): Promise<Executed>;
}

export interface Executed {
  readonly rows: readonly Row[];
  readonly changes: number;
  readonly insertId?: bigint;
}

/** One entry of DATABASES, connected when it is first used. */
export interface Connection extends Queries {
  readonly vendor: "sqlite" | "postgresql";
  /** The database's own name; the file of a SQLite one. */
  readonly database: string;
  /** For messages: the file, or the database's name and host. */
  readonly name: string;
  /**
   * Runs `work` with a session of its own. Everything that `work` awaits and that uses this connection,
   * models among it, uses the same session.
   */
  reserve<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** {@link Connection.reserve} in a transaction: committed when `work` resolves, else rolled back. Nests. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** For Kysely: `new Kysely<Tables>({ dialect: await connection.dialect() })`. */
  dialect(): Promise<Dialect>;
  close(): Promise<void>;
}

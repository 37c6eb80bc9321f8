import type { Dialect } from "kysely";

/** What a `?` in a statement may stand for. Dates are stored as Django stores them. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | undefined;

/** What a driver binds as it is; lists for PostgreSQL's arrays only. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null | readonly unknown[];

/** One row, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows as arrays, in the order of their columns. */
export type Rows = readonly (readonly unknown[])[];

export interface Changes {
  /** How many rows the statement inserted, changed or removed. */
  readonly changes: number;
}

export interface Written extends Changes {
  /** What the statement's RETURNING gives. */
  readonly rows: Rows;
}

/** A statement whose placeholders are the database's own, with what is bound to them. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly Bindable[];
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

export interface AtomicOptions {
  /**
   * Inside another block: `false` makes no savepoint, so that a failure undoes the outer block too. Default
   * `true`.
   */
  readonly savepoint?: boolean;
  /** Refuses to be inside another block: what it has done is stored when it is over. Default `false`. */
  readonly durable?: boolean;
}

export interface OnCommitOptions {
  /** Whether the others still run if it fails; the failure is then a warning of the process. Default `false`. */
  readonly robust?: boolean;
}

/** One entry of DATABASES, connected when it is first used. */
export interface Connection extends Queries {
  /** Its name in DATABASES: `"default"`. */
  readonly alias: string;
  readonly vendor: "sqlite" | "postgresql";
  /** The database's own name; the file of a SQLite one. */
  readonly database: string;
  /** For messages: the file, or the database's name and host. */
  readonly name: string;
  /**
   * Reads. The placeholders are the database's own (`?`, `$1`). SQLite's integers are numbers, BigInt from
   * 2**53 on; of PostgreSQL's types int2, int4, int8 and oid likewise, floats and booleans are values, all
   * others the database's texts.
   */
  rows(sql: string, params: readonly Bindable[]): Promise<Rows>;
  /** As `rows`, for a statement that changes something. */
  write(sql: string, params: readonly Bindable[]): Promise<Written>;
  /**
   * Several statements that change something, in their order, as a whole: part of the transaction going on, or
   * in one of their own. They are sent without waiting for the answers in between.
   */
  writeAll(statements: readonly Statement[]): Promise<readonly Written[]>;
  /**
   * As `rows`, in pieces of `size` rows, so that never all are held. It sees the rows as they were when it
   * began. Leaving the loop gives everything back.
   */
  iterate(sql: string, params: readonly Bindable[], size: number): AsyncIterable<Rows>;
  /**
   * Django's `transaction.atomic`: what `work` does is stored as a whole when it resolves, and undone when it
   * rejects. Inside another block it is a savepoint. Work that goes on side by side in one block takes turns:
   * a block inside has the transaction for itself until it ends.
   *
   * @throws {OperationalError} It took longer than TRANSACTION_TIMEOUT and was undone.
   * @throws {TransactionManagementError} A query that failed was caught inside the block on PostgreSQL.
   */
  atomic<T>(work: () => Promise<T>, options?: AtomicOptions): Promise<T>;
  /**
   * Runs `run` when the outermost block has been stored; at once outside of blocks; never if what it was
   * asked in is undone.
   */
  onCommit(run: () => unknown, options?: OnCommitOptions): void;
  /** What was asked for on commit while `work` ran and was stored; it has not been run. */
  captureOnCommit(work: () => Promise<unknown>): Promise<readonly (() => unknown)[]>;
  readonly inAtomicBlock: boolean;
  /** Makes the innermost block be undone at its end, although nothing failed; or no longer. */
  setRollback(on: boolean): void;
  getRollback(): boolean;
  /** Marks a point in the block to go back to, and answers its name. */
  savepoint(): Promise<string>;
  savepointCommit(id: string): Promise<void>;
  savepointRollback(id: string): Promise<void>;
  /** The texts of all statements that were answered while `work` ran, by whomever they were sent. */
  capture<T>(work: () => Promise<T>): Promise<{ result: T; statements: readonly string[] }>;
  /**
   * Runs `work` with a session of its own. Everything that `work` awaits and that uses this connection,
   * models among it, uses the same session.
   */
  reserve<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** {@link Connection.atomic} whose work is given the session. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** For Kysely: `new Kysely<Tables>({ dialect: await connection.dialect() })`. */
  dialect(): Promise<Dialect>;
  close(): Promise<void>;
}

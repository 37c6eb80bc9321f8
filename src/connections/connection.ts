import type { Dialect } from "kysely";

/** A value for a `?` in a statement. Dates are stored as in Django. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | undefined;

/** A value that drivers bind directly; lists are for PostgreSQL's arrays only. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null | readonly unknown[];

/** A row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows as arrays, in column order. */
export type Rows = readonly (readonly unknown[])[];

export interface Changes {
  /** Number of rows inserted, changed or deleted. */
  readonly changes: number;
}

export interface Written extends Changes {
  /** Rows of the statement's RETURNING clause. */
  readonly rows: Rows;
  /** SQLite only, for a statement without that clause: the key of the last row that this connection inserted. */
  readonly insertId?: bigint;
}

/** A statement with the database's own placeholders, and its values. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly Bindable[];
}

/** Runs statements with `?` placeholders, on any database. */
export interface Queries {
  /** Runs a statement without reading rows. */
  run(sql: string, params?: readonly SqlValue[]): Promise<Changes>;
  /** Returns the first row, or `undefined`. */
  get(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>;
  all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** A session with the database that nobody else uses meanwhile. */
export interface Session extends Queries {
  /** Starts a transaction, or a savepoint inside one. */
  begin(): Promise<void>;
  /** Ends what the last `begin` started, keeping its changes. */
  commit(): Promise<void>;
  /** Ends what the last `begin` started, rolling back its changes. */
  rollback(): Promise<void>;
  /** Runs a statement with the database's own placeholders; returns rows and changes. */
  execute(sql: string, params: readonly unknown[]): Promise<Executed>;
}

export interface Executed {
  readonly rows: readonly Row[];
  readonly changes: number;
  readonly insertId?: bigint;
}

export interface AtomicOptions {
  /**
   * Inside another block: `false` creates no savepoint, so that a failure rolls back the outer block too. Default
   * `true`.
   */
  readonly savepoint?: boolean;
  /** Refuses to run inside another block, so that its changes are stored when it ends. Default `false`. */
  readonly durable?: boolean;
}

export interface OnCommitOptions {
  /** Whether later functions still run if it fails; the failure then becomes a process warning. Default `false`. */
  readonly robust?: boolean;
}

/** A database of DATABASES, connected on first use. */
export interface Connection extends Queries {
  /** Its name in DATABASES: `"default"`. */
  readonly alias: string;
  readonly vendor: "sqlite" | "postgresql";
  /** Name of the database, or SQLite's file. */
  readonly database: string;
  /** Name for messages: the file, or the database's name and host. */
  readonly name: string;
  /**
   * Reads rows. The placeholders are the database's own (`?`, `$1`). SQLite's integers become numbers, from 2**53 on
   * BigInt; the same holds for PostgreSQL's int2, int4, int8 and oid. Floats and booleans become values, all other
   * PostgreSQL types the database's texts.
   */
  rows(sql: string, params: readonly Bindable[]): Promise<Rows>;
  /** Like `rows`, for a statement that changes data. */
  write(sql: string, params: readonly Bindable[]): Promise<Written>;
  /**
   * Whether the rows of one INSERT get keys one after another, with none in between: SQLite's AUTOINCREMENT, unless the
   * table has triggers. Asked inside of the transaction that inserts. No query of the program's, so not reported as one.
   */
  numbersInOrder(table: string): Promise<boolean>;
  /**
   * Runs several changing statements in order, atomically: in the current transaction, or in a new one. They are sent
   * without waiting for the answers in between.
   */
  writeAll(statements: readonly Statement[]): Promise<readonly Written[]>;
  /**
   * Like `rows`, but yields pieces of `size` rows, so that memory holds only one. Shows the rows as they were at the
   * start. Leaving the loop releases everything.
   */
  iterate(sql: string, params: readonly Bindable[], size: number): AsyncIterable<Rows>;
  /**
   * Django's `transaction.atomic`: the changes of `work` are stored together when it resolves and rolled back when it
   * rejects. Inside another block it is a savepoint. Concurrent work in one block takes turns: an inner block has the
   * transaction to itself until it ends.
   *
   * @throws {OperationalError} If it took longer than TRANSACTION_TIMEOUT; it is rolled back.
   * @throws {TransactionManagementError} If a failed query was caught inside the block on PostgreSQL.
   */
  atomic<T>(work: () => Promise<T>, options?: AtomicOptions): Promise<T>;
  /**
   * Calls `run` once the outermost block is stored, or at once outside of blocks. It is not called if its block is
   * rolled back.
   */
  onCommit(run: () => unknown, options?: OnCommitOptions): void;
  /** Returns the functions that `work` passed to `onCommit` in stored blocks, without calling them. */
  captureOnCommit(work: () => Promise<unknown>): Promise<readonly (() => unknown)[]>;
  readonly inAtomicBlock: boolean;
  /** Marks the innermost block for rollback at its end, or removes the mark. */
  setRollback(on: boolean): void;
  getRollback(): boolean;
  /** Creates a savepoint in the block and returns its name. */
  savepoint(): Promise<string>;
  savepointCommit(id: string): Promise<void>;
  savepointRollback(id: string): Promise<void>;
  /** Returns the texts of all statements that ended while `work` ran, whoever sent them. */
  capture<T>(work: () => Promise<T>): Promise<{ result: T; statements: readonly string[] }>;
  /**
   * Runs `work` with a dedicated session. Everything that `work` awaits and that uses this connection, including
   * models, uses the same session.
   */
  reserve<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Like {@link Connection.atomic}, passing the session to `work`. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** For Kysely: `new Kysely<Tables>({ dialect: await connection.dialect() })`. */
  dialect(): Promise<Dialect>;
  close(): Promise<void>;
}

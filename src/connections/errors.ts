/** What a database says about itself when it refuses something. */
export interface DatabaseErrorOptions {
  readonly cause?: unknown;
  /** PostgreSQL's SQLSTATE (`"23505"`), or SQLite's extended result code (`"2067"`). */
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}

/**
 * Anything that a database refused or could not do; the classes below say what kind it was, as Django's
 * `django.db` has them. The message holds no value of a row; `cause` is the driver's own error.
 */
export class DatabaseError extends Error {
  override readonly name: string = "DatabaseError";
  /** PostgreSQL's SQLSTATE (`"23505"`), or SQLite's extended result code (`"2067"`). */
  readonly code: string | undefined;
  /** The constraint that was violated, where the database names it. */
  readonly constraint: string | undefined;
  /** The table it is about, where the database names it. */
  readonly table: string | undefined;
  /** The columns it is about; empty where the database names none. */
  readonly columns: readonly string[];

  constructor(message: string, options: DatabaseErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.constraint = options.constraint;
    this.table = options.table;
    this.columns = options.columns ?? [];
  }
}

/** A constraint does not allow it: a duplicate, a missing row or value, a failed check. */
export class IntegrityError extends DatabaseError {
  override readonly name: string = "IntegrityError";
}

/** A value does not fit its column: out of range, too long, not of its type. */
export class DataError extends DatabaseError {
  override readonly name: string = "DataError";
}

/** The database cannot at the moment: connection lost, locked, a limit reached, disk full. */
export class OperationalError extends DatabaseError {
  override readonly name: string = "OperationalError";
}

/** The statement is wrong: its syntax, a table or column that does not exist. */
export class ProgrammingError extends DatabaseError {
  override readonly name: string = "ProgrammingError";
}

/** This database does not have what was asked for. */
export class NotSupportedError extends DatabaseError {
  override readonly name: string = "NotSupportedError";
}

/** The driver was used wrongly: a value it cannot bind, a closed connection. */
export class InterfaceError extends DatabaseError {
  override readonly name: string = "InterfaceError";
}

/** The database is in a state where it cannot: a transaction that has failed. */
export class InternalError extends DatabaseError {
  override readonly name: string = "InternalError";
}

/** Transactions were used in a way that has no meaning: a query in a block that was rolled back. */
export class TransactionManagementError extends ProgrammingError {
  override readonly name: string = "TransactionManagementError";
}

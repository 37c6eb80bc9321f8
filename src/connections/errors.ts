/** Details that a database reports with an error. */
export interface DatabaseErrorOptions {
  readonly cause?: unknown;
  /** PostgreSQL's SQLSTATE (`"23505"`), or SQLite's extended result code (`"2067"`). */
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}

/**
 * Base of all database errors; subclasses tell the kind, as in `django.db`. The message contains no values of rows;
 * `cause` is the driver's error.
 */
export class DatabaseError extends Error {
  override readonly name: string = "DatabaseError";
  /** PostgreSQL's SQLSTATE (`"23505"`), or SQLite's extended result code (`"2067"`). */
  readonly code: string | undefined;
  /** The violated constraint, if the database names it. */
  readonly constraint: string | undefined;
  /** The table concerned, if the database names it. */
  readonly table: string | undefined;
  /** The columns concerned; empty if the database names none. */
  readonly columns: readonly string[];

  constructor(message: string, options: DatabaseErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.constraint = options.constraint;
    this.table = options.table;
    this.columns = options.columns ?? [];
  }
}

/** A constraint is violated: a duplicate, a missing row or value, a failed check. */
export class IntegrityError extends DatabaseError {
  override readonly name: string = "IntegrityError";
}

/** A value does not fit its column: out of range, too long, of the wrong type. */
export class DataError extends DatabaseError {
  override readonly name: string = "DataError";
}

/** A temporary problem of the database: connection lost, locked, limit reached, disk full. */
export class OperationalError extends DatabaseError {
  override readonly name: string = "OperationalError";
}

/** The statement is wrong: a syntax error, or an unknown table or column. */
export class ProgrammingError extends DatabaseError {
  override readonly name: string = "ProgrammingError";
}

/** This database does not support the operation. */
export class NotSupportedError extends DatabaseError {
  override readonly name: string = "NotSupportedError";
}

/** The driver was misused: a value that it cannot bind, a closed connection. */
export class InterfaceError extends DatabaseError {
  override readonly name: string = "InterfaceError";
}

/** The database is in an invalid state, such as a failed transaction. */
export class InternalError extends DatabaseError {
  override readonly name: string = "InternalError";
}

/** Transactions are misused, such as a query in a block that was rolled back. */
export class TransactionManagementError extends ProgrammingError {
  override readonly name: string = "TransactionManagementError";
}

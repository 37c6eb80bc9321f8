/** Connections to SQLite and PostgreSQL: queries, transactions, introspection and quoting. */
export { closeConnections, getConnection, limitConnections } from "./connections.ts";
export type {
  AtomicOptions,
  Bindable,
  Changes,
  Connection,
  OnCommitOptions,
  Queries,
  Row,
  Rows,
  Session,
  SqlValue,
  Statement,
  Written,
} from "./connection.ts";
export {
  DatabaseError,
  DataError,
  IntegrityError,
  InterfaceError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
  TransactionManagementError,
} from "./errors.ts";
export type { SqliteConnection } from "./sqlite/connection.ts";
export type { Dialect, Kysely } from "kysely";
export { columnNames, hasTable, tableNames } from "./introspection.ts";
export { quoteName } from "./quote-name.ts";
export { observeQueries, type ObservedQuery, type QueryListener } from "./observe.ts";
export { toSqliteDateTime } from "./sqlite/values.ts";
export { extendSqlite } from "./sqlite/extensions.ts";
export { kyselyOn } from "./kysely.ts";

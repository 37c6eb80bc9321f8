export { closeConnections, getConnection } from "./connections.ts";
export type { Changes, Connection, Queries, Row, Session, SqlValue } from "./connection.ts";
export type { SqliteConnection } from "./sqlite.ts";
export type { Dialect, Kysely } from "kysely";
export { hasTable } from "./has-table.ts";
export { toSqliteDateTime } from "./sqlite-values.ts";
export { explainMissingLibraries } from "./missing-libraries.ts";

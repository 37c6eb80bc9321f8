import type { Connection } from "../../connections/index.ts";
import { postgresqlTables } from "./postgresql-tables.ts";
import { sqliteTables } from "./sqlite-tables.ts";
import type { Table } from "./table.ts";

/** Every table of a database, by name, without SQLite's internal ones. */
export function inspectTables(connection: Connection): Promise<readonly Table[]> {
  return connection.vendor === "sqlite" ? sqliteTables(connection) : postgresqlTables(connection);
}

/** Finds out what a database contains. */
import type { Connection } from "./connection.ts";

type ByVendor = Readonly<Record<Connection["vendor"], string>>;

const table: ByVendor = {
  sqlite: "select name from sqlite_master where type = 'table' and name = ?",
  postgresql: "select 1 where to_regclass(quote_ident(?)) is not null",
};

const tables: ByVendor = {
  sqlite:
    "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'",
  postgresql: "select tablename as name from pg_tables where schemaname = current_schema()",
};

const columns: ByVendor = {
  sqlite: "select name from pragma_table_info(?)",
  postgresql:
    "select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = ?",
};

/** Whether the database has a table with this name. */
export async function hasTable(connection: Connection, name: string): Promise<boolean> {
  return (await connection.get(table[connection.vendor], [name])) !== undefined;
}

/** Returns the names of all tables, except SQLite's internal ones. */
export async function tableNames(connection: Connection): Promise<ReadonlySet<string>> {
  return namesIn(await connection.all(tables[connection.vendor]));
}

/** Returns the names of a table's columns; empty if the table does not exist. */
export async function columnNames(
  connection: Connection,
  name: string,
): Promise<ReadonlySet<string>> {
  return namesIn(await connection.all(columns[connection.vendor], [name]));
}

function namesIn(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlySet<string> {
  return new Set(rows.map(({ name }) => String(name)));
}

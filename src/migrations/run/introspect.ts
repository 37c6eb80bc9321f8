import type { Connection } from "../../connections/index.ts";

/** The names of the tables there are. */
export async function tablesOf(connection: Connection): Promise<ReadonlySet<string>> {
  const sql =
    connection.vendor === "sqlite"
      ? "select name from sqlite_master where type = 'table'"
      : "select tablename as name from pg_tables where schemaname = current_schema()";
  return namesIn(await connection.all(sql));
}

/** The names of a table's columns. */
export async function columnsOf(
  connection: Connection,
  table: string,
): Promise<ReadonlySet<string>> {
  const sql =
    connection.vendor === "sqlite"
      ? "select name from pragma_table_info(?)"
      : "select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = ?";
  return namesIn(await connection.all(sql, [table]));
}

function namesIn(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlySet<string> {
  return new Set(rows.map(({ name }) => String(name)));
}

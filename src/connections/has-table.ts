import type { Connection } from "./connection.ts";

const queries: Readonly<Record<Connection["vendor"], string>> = {
  sqlite: "select name from sqlite_master where type = 'table' and name = ?",
  postgresql: "select 1 where to_regclass(quote_ident(?)) is not null",
};

/** Whether the database has a table of this name. */
export async function hasTable(connection: Connection, name: string): Promise<boolean> {
  return (await connection.get(queries[connection.vendor], [name])) !== undefined;
}

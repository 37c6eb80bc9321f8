/** What is in a database: its tables, their rows, and what it refuses. */
import type { Connection, Row } from "../../../src/connections/index.ts";
import { readPostgresql } from "../../support/tables-postgresql.ts";
import { readSqlite } from "../../support/tables-sqlite.ts";
import { refused } from "./steps.ts";

export function schemaOf(connection: Connection) {
  return connection.vendor === "sqlite"
    ? readSqlite(connection)
    : readPostgresql(connection, "public");
}

/** Keys that each side counts for itself, by what they stand for. */
const natural: Readonly<Record<string, string>> = {
  django_migrations: "select app, name from django_migrations",
  django_content_type: "select app_label, model from django_content_type",
  auth_permission: `select p.name, codename, app_label, model from auth_permission p
    join django_content_type c on c.id = content_type_id`,
  library_tag: `select t.id, label, object_id, app_label, model from library_tag t
    join django_content_type c on c.id = content_type_id`,
  library_labels: `select t.id, label, object_id, app_label, model from library_labels t
    join django_content_type c on c.id = content_type_id`,
};

/** All rows of all tables, sorted. */
export async function rowsOf(connection: Connection) {
  const tables = await connection.all(
    connection.vendor === "sqlite"
      ? "select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!'"
      : "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const found: Record<string, readonly string[]> = {};
  for (const name of tables.map((table) => String(table["name"]))) {
    const rows = await connection.all(natural[name] ?? `select * from "${name}"`);
    if (rows.length > 0) found[name] = rows.map(text).sort();
  }
  return found;
}

/** Columns stand in whatever order the database has them. */
function text(row: Row): string {
  const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(columns), (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/** The statements of {@link refused} that the database takes after a step. */
export async function takenBy(connection: Connection, step: number): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const [sql, from, until] of refused) {
    if (step < from || step > until) continue;
    const isTaken = await connection
      .transaction(() => connection.run(sql))
      .then(() => true, isOfRows(sql));
    if (isTaken) taken.push(sql);
  }
  return taken;
}

/** A statement that asks for what is not there proves nothing. */
function isOfRows(sql: string): (error: unknown) => false {
  return (error) => {
    if (/no such|does not exist/.test(String(error))) throw new Error(sql, { cause: error });
    return false;
  };
}

import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";

/** What is in the tutorial's database, seen from outside mkweb. */
export interface Database {
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The names of all tables, sorted. */
  tables(): Promise<readonly string[]>;
}

export function sqliteDatabase(file: string): Database {
  const rows: Database["rows"] = async (sql) => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  };
  return {
    rows,
    tables: () =>
      names(
        rows(
          "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
        ),
      ),
  };
}

export function postgresDatabase(connectionString: string): Database {
  const rows: Database["rows"] = async (sql) => {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    rows,
    tables: () =>
      names(rows("select tablename as name from pg_tables where schemaname = 'public' order by 1")),
  };
}

async function names(rows: ReturnType<Database["rows"]>): Promise<readonly string[]> {
  return (await rows).map(({ name }) => String(name)).sort();
}

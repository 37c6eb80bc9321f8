/** A copy of the database as it was when the site started, and the way back to it. */
import { rm } from "node:fs/promises";
import { backup, DatabaseSync } from "node:sqlite";
import { atomic, connectionFor } from "mkweb/db";

/** Keeps the database as it is now. */
export async function keep(): Promise<void> {
  const { vendor, database } = connectionFor();
  if (vendor === "postgresql") return keepTables();
  await rm(copyOf(database), { force: true });
  await copy(database, copyOf(database));
}

/** Makes the database what it was when it was kept, sessions and the next keys too. */
export async function restore(): Promise<void> {
  const { vendor, database } = connectionFor();
  if (vendor === "postgresql") return restoreTables();
  await copy(copyOf(database), database);
}

const copyOf = (file: string): string => `${file}.pristine`;

async function copy(from: string, to: string): Promise<void> {
  using source = new DatabaseSync(from);
  await backup(source, to);
}

/** On PostgreSQL the copy is a schema beside the tables. */
async function keepTables(): Promise<void> {
  const connection = connectionFor();
  await atomic(async () => {
    await connection.run("drop schema if exists pristine cascade");
    await connection.run("create schema pristine");
    for (const table of await tables()) {
      await connection.run(`create table pristine."${table}" as table public."${table}"`);
    }
  });
}

async function restoreTables(): Promise<void> {
  const connection = connectionFor();
  await atomic(async () => {
    const all = await tables();
    await connection.run(`truncate ${all.map((name) => `public."${name}"`).join(", ")}`);
    for (const table of all) {
      await connection.run(`insert into public."${table}" select * from pristine."${table}"`);
    }
    for (const { table, column } of await counted()) await countOn(table, column);
  });
}

async function tables(): Promise<readonly string[]> {
  const found = await connectionFor().all(
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  return found.map(({ tablename }) => String(tablename));
}

/** The columns that the database numbers. */
async function counted(): Promise<readonly { table: string; column: string }[]> {
  const found = await connectionFor().all(
    "select table_name, column_name from information_schema.columns " +
      "where table_schema = 'public' and is_identity = 'YES'",
  );
  return found.map((row) => ({
    table: String(row["table_name"]),
    column: String(row["column_name"]),
  }));
}

/** The next number is one more than the largest there is. */
async function countOn(table: string, column: string): Promise<void> {
  await connectionFor().run(
    `select setval(pg_get_serial_sequence('public."${table}"', '${column}'), ` +
      `coalesce(max("${column}"), 1), max("${column}") is not null) from public."${table}"`,
  );
}

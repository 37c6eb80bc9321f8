import type { DatabaseSync } from "node:sqlite";

/** Adds functions to an open database. */
export type SqliteExtension = (database: DatabaseSync) => void;

const extensions = new Set<SqliteExtension>();
const open = new Set<DatabaseSync>();

/** Applies `extend` to every open SQLite database and to each one opened later. */
export function extendSqlite(extend: SqliteExtension): void {
  if (extensions.has(extend)) return;
  extensions.add(extend);
  for (const database of open) extend(database);
}

/** Registers an opened database. */
export function extendOpened(database: DatabaseSync): void {
  open.add(database);
  for (const extend of extensions) extend(database);
}

/** Forgets a database about to be closed. */
export function forgetClosed(database: DatabaseSync): void {
  open.delete(database);
}

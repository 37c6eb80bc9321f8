import type { DatabaseSync } from "node:sqlite";

/** Adds functions to a database that was opened. */
export type SqliteExtension = (database: DatabaseSync) => void;

const extensions = new Set<SqliteExtension>();
const open = new Set<DatabaseSync>();

/** Runs `extend` for every SQLite database that is open, and for each that is opened from now on. */
export function extendSqlite(extend: SqliteExtension): void {
  if (extensions.has(extend)) return;
  extensions.add(extend);
  for (const database of open) extend(database);
}

/** Says that a database was opened. */
export function extendOpened(database: DatabaseSync): void {
  open.add(database);
  for (const extend of extensions) extend(database);
}

/** Says that a database is about to be closed. */
export function forgetClosed(database: DatabaseSync): void {
  open.delete(database);
}

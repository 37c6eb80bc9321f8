import type { SQLInputValue } from "node:sqlite";

/** A value as node:sqlite binds it. */
export function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return toSqliteDateTime(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    return value;
  }
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot store ${Object.prototype.toString.call(value)}.`);
}

/** `2026-11-22 11:33:00.123000`, in UTC, as Django writes dates with times on SQLite. */
export function toSqliteDateTime(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  const milliseconds = time.slice(9, 12);
  return `${day} ${time.slice(0, 8)}${milliseconds === "000" ? "" : `.${milliseconds}000`}`;
}

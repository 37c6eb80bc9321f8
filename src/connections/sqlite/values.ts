import type { SQLInputValue } from "node:sqlite";

/** Converts a value for node:sqlite. */
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

/** Formats a datetime like Django on SQLite, in UTC: `2026-11-22 11:33:00.123000`. */
export function toSqliteDateTime(date: Date): string {
  const iso = date.toISOString();
  const end = iso.length - 5;
  const milliseconds = iso.slice(end + 1, -1);
  const fraction = milliseconds === "000" ? "" : `.${milliseconds}000`;
  return `${iso.slice(0, end - 9)} ${iso.slice(end - 8, end)}${fraction}`;
}

import { quoteText } from "./names.ts";
import type { FieldState, SqlText, Vendor } from "./state.ts";
import { toSqliteDateTime } from "../connections/index.ts";

/** The text for one database. */
export function sqlFor(sql: SqlText, vendor: Vendor): string {
  return typeof sql === "string" ? sql : sql[vendor];
}

/** A field's value as SQL; `{ sql }` unchanged. */
export function literal(value: unknown, field: FieldState, vendor: Vendor): string {
  if (isExpression(value)) {
    const sql = sqlFor(value.sql, vendor);
    return vendor === "sqlite" ? `(${sql})` : sql;
  }
  if (value === null) return "NULL";
  if (field.type === "json") return quoteText(jsonText(value));
  if (typeof value === "boolean")
    return vendor === "sqlite" ? String(Number(value)) : String(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (field.type === "decimal" && text !== "" && Number.isFinite(Number(text))) return text;
  if (vendor === "sqlite" && field.type === "datetime") return quoteText(sqliteMoment(text));
  if (vendor === "sqlite" && field.type === "uuid") return quoteText(hexadecimal(text));
  return quoteText(text);
}

function isExpression(value: unknown): value is { readonly sql: SqlText } {
  return typeof value === "object" && value !== null && "sql" in value;
}

/** Migrations contain a JSON default either as a value or as its text. */
function jsonText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Formats a date as Django stores it in SQLite; other texts stay unchanged. */
function sqliteMoment(text: string): string {
  const moment = new Date(text);
  const isIso = /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(moment.getTime());
  return isIso ? toSqliteDateTime(moment) : text;
}

function hexadecimal(uuid: string): string {
  return uuid.replaceAll("-", "").toLowerCase();
}

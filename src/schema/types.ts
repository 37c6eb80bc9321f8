import type { FieldState, Vendor } from "./state.ts";

type Types = readonly [sqlite: string, postgresql: string];

/** Django's column types by field kinds in migrations. */
const types: Readonly<Record<string, Types | ((field: FieldState) => Types)>> = {
  string: ({ length }) => same(length === undefined ? "varchar" : `varchar(${length})`),
  text: same("text"),
  enum: same("text"),
  integer: same("integer"),
  smallint: same("smallint"),
  bigint: same("bigint"),
  bigInt: same("bigint"),
  positiveInteger: ["integer unsigned", "integer"],
  positiveSmallInteger: ["smallint unsigned", "smallint"],
  positiveBigInteger: ["bigint unsigned", "bigint"],
  boolean: ["bool", "boolean"],
  decimal: ({ precision, scale = 0 }) => [
    "decimal",
    precision === undefined ? "numeric" : `numeric(${precision}, ${scale})`,
  ],
  double: ["real", "double precision"],
  date: same("date"),
  datetime: ["datetime", "timestamp with time zone"],
  time: same("time"),
  duration: ["bigint", "interval"],
  json: ["text", "jsonb"],
  uuid: ["char(32)", "uuid"],
  blob: ["BLOB", "bytea"],
  ip: ["char(39)", "inet"],
};

function same(type: string): Types {
  return [type, type];
}

/** The type of a field's column. @throws {TypeError} The database has no such type. */
export function columnType(field: FieldState, vendor: Vendor): string {
  const { type = "", element, autoincrement } = field;
  if (type === "array" && element && vendor === "postgresql") {
    const size = typeof field["size"] === "number" ? field["size"] : "";
    return `${columnType(element, vendor)}[${size}]`;
  }
  const found = types[type];
  if (!found) throw new TypeError(`${vendor} has no columns of the type ${type}.`);
  const [sqlite, postgresql] = typeof found === "function" ? found(field) : found;
  if (vendor === "postgresql") return postgresql;
  // SQLite generates values only for `integer` columns.
  return autoincrement ? "integer" : sqlite;
}

/** The field type for a column that refers to this one: signed, without generated values. */
export function pointingType(field: FieldState): FieldState {
  const { type = "" } = field;
  const signed: Readonly<Record<string, string>> = {
    positiveInteger: "integer",
    positiveSmallInteger: "smallint",
    positiveBigInteger: "bigint",
  };
  return { ...field, autoincrement: false, type: signed[type] ?? type };
}

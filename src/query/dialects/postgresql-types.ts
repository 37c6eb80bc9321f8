import type { ColumnKind } from "../meta.ts";

/** PostgreSQL's type for each kind of column, without a length. */
export const postgresqlTypes: Readonly<Record<ColumnKind, string>> = {
  array: "text[]",
  bigInteger: "bigint",
  binary: "bytea",
  boolean: "boolean",
  char: "varchar",
  composite: "record",
  date: "date",
  datetime: "timestamp with time zone",
  decimal: "numeric",
  duration: "interval",
  float: "double precision",
  genericIPAddress: "inet",
  integer: "integer",
  json: "jsonb",
  positiveBigInteger: "bigint",
  positiveInteger: "integer",
  positiveSmallInteger: "smallint",
  smallInteger: "smallint",
  text: "text",
  time: "time",
  uuid: "uuid",
};

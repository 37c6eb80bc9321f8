import { ValidationError } from "../../validators/index.ts";
import { ValueError } from "../errors.ts";
import type { ColumnKind } from "../meta.ts";

/**
 * Types for which Django's message says that a value is invalid; for others it says that the value is not of
 * the type.
 */
const invalid: ReadonlySet<ColumnKind> = new Set([
  "boolean",
  "date",
  "datetime",
  "decimal",
  "duration",
  "genericIPAddress",
  "time",
  "uuid",
]);

/**
 * The error for a value that a column refuses. Its message never contains the value.
 *
 * @param where Model and field: `Book.votes`.
 * @param cause The error of the column's type.
 */
export function refusedValue(where: string, kind: ColumnKind, cause: Error): Error {
  const message = `${where}: ${cause.message}.`;
  if (invalid.has(kind)) return new ValidationError(message, { code: "invalid" });
  return new ValueError(message, { cause });
}

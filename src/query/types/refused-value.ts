import { ValidationError } from "../../validators/index.ts";
import { ValueError } from "../errors.ts";
import type { ColumnKind } from "../meta.ts";

/** Kinds for which Django says that a value is invalid, where it says of others that they are no such value. */
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
 * The error about a value that a column does not take. The message never says the value.
 *
 * @param where Model and field: `Book.votes`.
 * @param cause What the column's type says.
 */
export function refusedValue(where: string, kind: ColumnKind, cause: Error): Error {
  const message = `${where}: ${cause.message}.`;
  if (invalid.has(kind)) return new ValidationError(message, { code: "invalid" });
  return new ValueError(message, { cause });
}

import { postgresqlTypes, type Bindable, type ColumnKind } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";

/** PostgreSQL's types for a list of a column's values: without lengths, what is too long is refused and not cut. */
const TYPES: Readonly<Record<ColumnKind, string | undefined>> = {
  ...postgresqlTypes,
  // An array of arrays would be flattened.
  array: undefined,
  composite: undefined,
};

/**
 * Returns the types for inserting columns as lists; undefined if that is impossible, such as for a table not created by
 * migrations, whose columns may have other types.
 */
export function arrayTypes(
  info: ModelInfo,
  fields: readonly FieldInfo[],
): readonly string[] | undefined {
  if (!info.managed || fields.length === 0) return undefined;
  const types = fields.map(({ type }) => TYPES[type.kind]).filter((type) => type !== undefined);
  return types.length === fields.length ? types : undefined;
}

/**
 * Formats a list of single values for PostgreSQL: `{1,"a b",NULL}`. The driver would quote each value and scan it twice.
 */
export function listText<T>(items: readonly T[], valueOf: (item: T) => Bindable): string {
  let text = "";
  for (const item of items) text += `${text === "" ? "" : ","}${memberText(valueOf(item))}`;
  return `{${text}}`;
}

function memberText(value: Bindable): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `"${NEEDS_ESCAPE.test(value) ? escaped(value) : value}"`;
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString("hex")}"`;
  if (Array.isArray(value)) throw new TypeError("A list of lists cannot be a column.");
  return String(value);
}

const NEEDS_ESCAPE = /["\\]/;

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

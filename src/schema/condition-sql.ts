import { quoteName } from "../connections/index.ts";
import { columnOf } from "./columns.ts";
import { literal, sqlFor } from "./literal.ts";
import { quoteText } from "./names.ts";
import type { ComparedValue, Comparison, ConditionState, ModelState, Vendor } from "./state.ts";

export interface ConditionPlace {
  readonly model: ModelState;
  readonly vendor: Vendor;
}

/** Writes a condition for a `CHECK (...)` or for an index's `WHERE`, in Django's form. */
export function conditionSql(condition: ConditionState, place: ConditionPlace): string {
  if ("and" in condition) return joined(condition.and, "AND", place);
  if ("or" in condition) return joined(condition.or, "OR", place);
  if ("sql" in condition) return sqlFor(condition.sql, place.vendor);
  if ("not" in condition) return `NOT (${conditionSql(condition.not, place)})`;
  return comparison(condition, place);
}

function joined(
  parts: readonly ConditionState[],
  word: "AND" | "OR",
  place: ConditionPlace,
): string {
  const [first] = parts;
  if (!first) return word === "AND" ? "1 = 1" : "1 = 0";
  if (parts.length === 1) return conditionSql(first, place);
  return `(${parts.map((part) => conditionSql(part, place)).join(` ${word} `)})`;
}

const signs = { equals: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

function comparison(compared: Comparison, place: ConditionPlace): string {
  const { field, isNull, like, iLike, equals } = compared;
  const column = quoteName(columnOf(place.model, field));
  const state = place.model.fields[field] ?? {};
  if (isNull !== undefined) return `${column} IS ${isNull ? "" : "NOT "}NULL`;
  if (typeof equals === "boolean" && state.type === "boolean") {
    return equals ? column : `NOT ${column}`;
  }
  if (like !== undefined) return `${column} LIKE ${quoteText(like)} ESCAPE '\\'`;
  if (iLike !== undefined) return `UPPER(${column}) LIKE UPPER(${quoteText(iLike)}) ESCAPE '\\'`;
  if (compared.in) {
    const values = compared.in.map((value) => literal(value, state, place.vendor));
    return values.length > 0 ? `${column} IN (${values.join(", ")})` : "1 = 0";
  }
  for (const [operator, sign] of Object.entries(signs)) {
    const value: ComparedValue | undefined = Reflect.get(compared, operator);
    if (value === undefined) continue;
    const other =
      typeof value === "object"
        ? `(${quoteName(columnOf(place.model, value.field))})`
        : literal(value, state, place.vendor);
    return `${column} ${sign} ${other}`;
  }
  throw new TypeError(`The condition on ${field} has no operator.`);
}

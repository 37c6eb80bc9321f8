import { toSqliteDateTime, type Connection } from "../../connections/index.ts";
import { columnOf } from "./columns.ts";
import type { ComparedValue, Comparison, ConditionState, Literal, ModelState } from "./state.ts";

export interface ConditionPlace {
  readonly model: ModelState;
  readonly vendor: Connection["vendor"];
}

/** A condition as the text of a `check (...)` or of an index's `where`. */
export function conditionSql(condition: ConditionState, place: ConditionPlace): string {
  if ("and" in condition) return joined(condition.and, "and", place);
  if ("or" in condition) return joined(condition.or, "or", place);
  if ("not" in condition) return `not (${conditionSql(condition.not, place)})`;
  return comparison(condition, place);
}

function joined(
  parts: readonly ConditionState[],
  word: "and" | "or",
  place: ConditionPlace,
): string {
  if (parts.length === 0) return word === "and" ? "1 = 1" : "1 = 0";
  const [first] = parts;
  if (first && parts.length === 1) return conditionSql(first, place);
  return parts.map((part) => `(${conditionSql(part, place)})`).join(` ${word} `);
}

const signs = { equals: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

function comparison(compared: Comparison, place: ConditionPlace): string {
  const { field, isNull, like, iLike } = compared;
  const column = quoted(field, place);
  const type = place.model.fields[field]?.type;
  if (isNull !== undefined) return `${column} is ${isNull ? "" : "not "}null`;
  if (like !== undefined) return `${column} like ${text(like)} escape '\\'`;
  if (iLike !== undefined) return `upper(${column}) like upper(${text(iLike)}) escape '\\'`;
  if (compared.in) {
    const values = compared.in.map((value) => literal(value, type, place));
    return values.length > 0 ? `${column} in (${values.join(", ")})` : "1 = 0";
  }
  for (const [operator, sign] of Object.entries(signs)) {
    const value: ComparedValue | undefined = Reflect.get(compared, operator);
    if (value === undefined) continue;
    const other =
      typeof value === "object" ? quoted(value.field, place) : literal(value, type, place);
    return `${column} ${sign} ${other}`;
  }
  throw new TypeError(`The condition on ${field} has no operator.`);
}

function quoted(field: string, { model }: ConditionPlace): string {
  return `"${columnOf(model, field).replaceAll('"', '""')}"`;
}

function literal(
  value: Literal,
  type: string | undefined,
  { vendor }: Pick<ConditionPlace, "vendor">,
): string {
  if (typeof value !== "string") return String(value);
  if (type === "decimal" && Number.isFinite(Number(value))) return value;
  if (vendor === "postgresql") return text(value);
  if (type === "datetime") return text(toSqliteDateTime(new Date(value)));
  return text(type === "uuid" ? value.replaceAll("-", "").toLowerCase() : value);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

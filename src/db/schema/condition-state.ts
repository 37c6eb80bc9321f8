import { Combined, FieldReference, Lookup } from "../lookups.ts";
import type { Comparison, ComparedValue, ConditionState, Literal } from "../../schema/index.ts";

/** A declared condition as plain data, which a migration can write down. */
export function conditionState(where: object): ConditionState {
  if (where instanceof Combined) {
    const parts = where.parts.map(conditionState);
    if (where.kind === "$not") return { not: parts[0] ?? { and: [] } };
    return where.kind === "$and" ? { and: parts } : { or: parts };
  }
  const [first, ...others] = Object.entries(where).map(([field, value]) => compared(field, value));
  return first && others.length === 0 ? first : { and: first ? [first, ...others] : [] };
}

const operators = { $gt: "gt", $gte: "gte", $lt: "lt", $lte: "lte" } as const;

function compared(field: string, value: unknown): ConditionState {
  if (value === null) return { field, isNull: true };
  if (!(value instanceof Lookup)) return { field, equals: comparedValue(field, value) };
  const { operation } = value;
  switch (operation.operator) {
    case "isNull":
      return { field, isNull: operation.value };
    case "$in":
      return { field, in: operation.value.map((each) => literal(field, each)) };
    case "range": {
      const first = literal(field, operation.value[0]);
      const last = literal(field, operation.value[1]);
      const end: Comparison = operation.open ? { field, lt: last } : { field, lte: last };
      return { and: [{ field, gte: first }, end] };
    }
    case "like":
      return operation.ignoreCase
        ? { field, iLike: operation.value }
        : { field, like: operation.value };
    default:
      return { field, [operators[operation.operator]]: comparedValue(field, operation.value) };
  }
}

function comparedValue(field: string, value: unknown): ComparedValue {
  return value instanceof FieldReference ? { field: value.field } : literal(field, value);
}

function literal(field: string, value: unknown): Literal {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  throw new TypeError(`A condition on ${field} cannot hold this ${typeof value}.`);
}

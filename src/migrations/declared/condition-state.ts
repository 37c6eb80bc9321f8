import type { ModelInfo } from "../../models/index.ts";
import {
  conditionText,
  Expression,
  isPlainObject,
  Lookup,
  Q,
  type Condition,
} from "../../query/index.ts";
import type { ConditionState, Literal } from "../../schema/index.ts";

/**
 * Converts a declared condition to plain data for a migration: comparisons of fields as such, everything else
 * as SQL.
 */
export function conditionState(condition: unknown, model: ModelInfo): ConditionState {
  return plainState(condition) ?? { sql: textsOf(condition, model) };
}

function textsOf(condition: unknown, model: ModelInfo) {
  if (!isCondition(condition))
    throw new TypeError(`${model.label} has a rule that is not a condition.`);
  const sqlite = conditionText(model, condition, "sqlite");
  const postgresql = conditionText(model, condition, "postgresql");
  return sqlite === postgresql ? sqlite : { sqlite, postgresql };
}

function isCondition(value: unknown): value is Condition {
  return value instanceof Q || value instanceof Expression || isPlainObject(value);
}

function plainState(condition: unknown): ConditionState | undefined {
  if (condition instanceof Q) {
    const parts = allOf(condition.conditions.map(plainState));
    if (!parts || condition.connector === "xor") return undefined;
    if (condition.connector === "not") return { not: parts[0] ?? { and: [] } };
    return condition.connector === "and" ? { and: parts } : { or: parts };
  }
  if (!isPlainObject(condition)) return undefined;
  const parts = allOf(Object.entries(condition).map(([field, value]) => compared(field, value)));
  const [first, ...others] = parts ?? [];
  if (!parts) return undefined;
  return first && others.length === 0 ? first : { and: parts };
}

function allOf<T>(parts: readonly (T | undefined)[]): readonly T[] | undefined {
  const found = parts.filter((part) => part !== undefined);
  return found.length === parts.length ? found : undefined;
}

const operators: Readonly<Record<string, "equals" | "gt" | "gte" | "lt" | "lte">> = {
  exact: "equals",
  gt: "gt",
  gte: "gte",
  lt: "lt",
  lte: "lte",
};

function compared(field: string, value: unknown): ConditionState | undefined {
  if (value === null) return { field, isNull: true };
  if (!(value instanceof Lookup)) return comparison(field, "equals", value);
  const { name, args } = value;
  const [first, last] = args;
  const operator = operators[name];
  if (operator) return comparison(field, operator, first);
  if (name === "isNull") return { field, isNull: first === true };
  if (name === "isIn") {
    const values = Array.isArray(first) ? allOf(first.map(literal)) : undefined;
    return values && { field, in: values };
  }
  if (name === "range") {
    const parts = allOf([comparison(field, "gte", first), comparison(field, "lte", last)]);
    return parts && { and: parts };
  }
  return pattern(field, name, first);
}

function comparison(
  field: string,
  operator: "equals" | "gt" | "gte" | "lt" | "lte",
  value: unknown,
): ConditionState | undefined {
  if (value instanceof Expression) {
    const isColumn = value.kind === "field" && !value.name.includes(".");
    return isColumn ? { field, [operator]: { field: value.name } } : undefined;
  }
  const plain = literal(value);
  return plain === undefined ? undefined : { field, [operator]: plain };
}

const patterns: Readonly<Record<string, (escaped: string) => string>> = {
  contains: (text) => `%${text}%`,
  startsWith: (text) => `${text}%`,
  endsWith: (text) => `%${text}`,
};

function pattern(field: string, name: string, value: unknown): ConditionState | undefined {
  const ignoresCase = /^i[A-Z]/.test(name);
  const plain = ignoresCase ? name.charAt(1).toLowerCase() + name.slice(2) : name;
  const make = patterns[plain];
  if (!make || typeof value !== "string") return undefined;
  const like = make(value.replace(/[\\%_]/g, String.raw`\$&`));
  return ignoresCase ? { field, iLike: like } : { field, like };
}

function literal(value: unknown): Literal | undefined {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "string" ? value : undefined;
}

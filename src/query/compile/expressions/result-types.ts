import { FieldError } from "../../errors.ts";
import { Expression } from "../../nodes/expression.ts";
import type { ColumnType } from "../../meta.ts";
import type { Env } from "../env.ts";
import { literal } from "./literals.ts";
import { isInteger } from "../conditions/operands.ts";
import { DATETIME, DECIMAL, DURATION, FLOAT, INTEGER, TEXT, TIME, type Sql } from "../sql.ts";

/**
 * The type of alternative expressions.
 *
 * @throws {FieldError} Their types are incompatible.
 */
export function typeOfAny(parts: readonly Sql[]): ColumnType {
  const [first, ...others] = parts.filter((each) => !each.isNull);
  const other = others.find((each) => first && family(each.type) !== family(first.type));
  if (first && other) throw mixed(first.type, other.type);
  return commonType(parts);
}

/** The type of the first of several expressions, or one that fits all of them if they are numbers. */
export function commonType(parts: readonly Sql[]): ColumnType {
  const types = parts.filter((each) => !each.isNull).map((each) => each.type);
  const [first] = types;
  if (!first) return TEXT;
  const decimal = types.find((each) => each.kind === "decimal");
  if (decimal && types.every((each) => isNumber(each))) return decimal;
  if (types.every((each) => isNumber(each)) && types.some((each) => each.kind === "float"))
    return FLOAT;
  return first;
}

/** Groups types that alternatives may combine. */
function family(type: ColumnType): string {
  if (isNumber(type)) return "number";
  if (type.kind === "char") return "text";
  return type.kind === "date" ? "datetime" : type.kind;
}

const isNumber = (type: ColumnType): boolean =>
  isInteger(type) || type.kind === "float" || type.kind === "decimal";

/** The result type of arithmetic on two types. */
export function resultOf(operator: string, left: ColumnType, right: ColumnType): ColumnType {
  if (isInteger(left) && isInteger(right)) return left.kind === right.kind ? left : INTEGER;
  if (isNumber(left) && isNumber(right)) {
    const kinds = new Set([left.kind, right.kind]);
    if (!kinds.has("decimal")) return FLOAT;
    if (kinds.has("float")) throw mixed(left, right);
    return DECIMAL;
  }
  const moment = momentOf(operator, left, right);
  if (moment) return moment;
  if (left.kind === right.kind || isText(left, right)) return left;
  throw mixed(left, right);
}

const isText = (left: ColumnType, right: ColumnType): boolean =>
  [left, right].every((each) => each.kind === "text" || each.kind === "char");

const MOMENTS: Readonly<Record<string, ColumnType>> = {
  date: DATETIME,
  datetime: DATETIME,
  time: TIME,
};

function momentOf(operator: string, left: ColumnType, right: ColumnType): ColumnType | undefined {
  if (left.kind === "duration" && right.kind === "duration") return DURATION;
  if (right.kind === "duration") return MOMENTS[left.kind];
  if (left.kind === "duration" && operator === "+") return MOMENTS[right.kind];
  const same = left.kind === right.kind;
  return same && operator === "-" && MOMENTS[left.kind] ? DURATION : undefined;
}

function mixed(left: ColumnType, right: ColumnType): FieldError {
  return new FieldError(
    `Expression contains mixed types: ${left.kind}, ${right.kind}. Set its type: as(columnType(...)).`,
  );
}

/** A literal next to an expression takes its type, if JavaScript has no specific type for it. */
export function asOther(env: Env, node: unknown, own: Sql, other: Sql): Sql {
  if (!(node instanceof Expression) || node.kind !== "value" || node.type || own.isNull) return own;
  const { kind } = other.type;
  const isText =
    node.name === "text" &&
    ["decimal", "date", "datetime", "time", "duration", "uuid"].includes(kind);
  const isBroken = node.name === "float" && kind === "decimal";
  if (!isText && !isBroken) return own;
  return literal(env, node.args[0], kind === "decimal" ? DECIMAL : other.type);
}

import { ValueError } from "../../errors.ts";
import type { Bindable, ColumnType } from "../../meta.ts";
import { Expression } from "../../nodes/expression.ts";
import { Inner, Slot } from "../../slots.ts";
import { Compiled } from "../compiled.ts";
import type { Env } from "../env.ts";
import { judge } from "./judge.ts";
import { FALSE, HOLE, RESHAPE, TRUE, type Bind, type Sql } from "../sql.ts";
import { subselect } from "../expressions/subselect.ts";

const INTEGERS: ReadonlySet<string> = new Set([
  "bigInteger",
  "integer",
  "smallInteger",
  "positiveBigInteger",
  "positiveInteger",
  "positiveSmallInteger",
]);

export const isInteger = (type: ColumnType): boolean => INTEGERS.has(type.kind);

/** The value of a slot during compilation. */
export function valueAt(env: Env, slot: Slot): unknown {
  return env.scope.compilation.values[slot.at];
}

/**
 * The right side of a comparison with `left`: an expression, a query of one row, or a parameter.
 *
 * @returns {@link TRUE} or {@link FALSE} if the result is already known: a number outside of the column's
 *   range.
 */
export function rightSide(env: Env, left: Sql, operator: string, value: unknown): Sql {
  if (value instanceof Compiled) return value.sql;
  if (value instanceof Expression) return env.scope.compilation.expression(env, value);
  if (value instanceof Inner) return oneRow(env, left, value);
  if (value === null) throw new ValueError("Cannot use null as a query value; use isNull().");
  if (
    value instanceof Slot &&
    value.isList &&
    left.type.kind !== "array" &&
    left.type.kind !== "json"
  ) {
    throw new ValueError("Cannot compare with a list; use isIn().");
  }
  const { dialect } = env.scope;
  const convert = converter(env, left, operator);
  const fixed = value instanceof Slot ? valueAt(env, value) : value;
  const first = convert(fixed);
  if (first === RESHAPE) {
    env.scope.compilation.cacheable = false;
    return beyond(operator, fixed);
  }
  const text = dialect.typed(HOLE, left.type);
  return { text, binds: [bindSlot(value, convert)], type: left.type };
}

/** A parameter. A value that does not fit the plan's text requires another text. */
export function bindSlot(value: unknown, convert: (value: unknown) => unknown): Bind {
  if (!(value instanceof Slot)) {
    const fixed = convert(value) as Bindable;
    return () => fixed;
  }
  const { at } = value;
  return (values) => {
    const bound = convert(values[at]);
    if (bound === RESHAPE) throw RESHAPE;
    return bound as Bindable;
  };
}

/**
 * Converts values for a comparison with `left`; returns {@link RESHAPE} for a number outside of the column's
 * range.
 */
export function converter(
  env: Env,
  left: Sql,
  operator: string,
): (value: unknown) => Bindable | typeof RESHAPE {
  const { dialect } = env.scope;
  if (isInteger(left.type)) {
    const [lowest, highest] = dialect.integerRange(left.type);
    const [low, high] = [Number(lowest), Number(highest)];
    return (value) => {
      const whole = typeof value === "number" ? wholeFor(operator, value) : value;
      if (Number.isSafeInteger(whole) && Number(whole) >= low && Number(whole) <= high) {
        return whole as number;
      }
      const exact = toBigInt(whole);
      if (exact !== undefined && (exact < lowest || exact > highest)) return RESHAPE;
      if (exact !== undefined && typeof whole === "number") return exact;
      return judge(whole, left, dialect.vendor);
    };
  }
  const isText = left.type.kind === "char" || left.type.kind === "text";
  if (isText) {
    const isNone = unstorable(dialect.vendor);
    return (value) => (isNone(value) ? RESHAPE : judge(value, left, dialect.vendor));
  }
  return (value) => judge(value, left, dialect.vendor);
}

/** Whether no column can contain a text: half of a surrogate pair is not a character, and PostgreSQL has no NUL. */
export function unstorable(vendor: string): (value: unknown) => boolean {
  const hasNul = (value: string): boolean => vendor === "postgresql" && value.includes("\0");
  return (value) => typeof value === "string" && (!value.isWellFormed() || hasNul(value));
}

/** Rounds fractional numbers compared with whole ones, as Django does. */
function wholeFor(operator: string, value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  return operator === "gte" || operator === "lt" ? Math.ceil(value) : Math.trunc(value);
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^\s*[-+]?\d+\s*$/.test(value)) {
    return BigInt(value.trim().replace(/^\+/, ""));
  }
  return undefined;
}

/** The result of comparing with a number outside of the column's range; for a text with NUL: no row matches. */
function beyond(operator: string, value: unknown): Sql {
  const number = toBigInt(value);
  if (number === undefined) return FALSE;
  const isHigh = number > 0n;
  if (operator === "lt" || operator === "lte") return isHigh ? TRUE : FALSE;
  if (operator === "gt" || operator === "gte") return isHigh ? FALSE : TRUE;
  return FALSE;
}

function oneRow(env: Env, left: Sql, query: Inner): Sql {
  if (query.high === null || query.high - query.low !== 1) {
    throw new ValueError("A query on the right side must be limited to one row: limit(1).");
  }
  return subselect(env, query, left.target);
}

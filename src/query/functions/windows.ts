import { Expression, toExpression, toOperand, type OrderOptions } from "../nodes/expression.ts";
import { call, unary } from "./define.ts";

export const rowNumber = (): Expression => call("RowNumber", []);
export const rank = (): Expression => call("Rank", []);
export const denseRank = (): Expression => call("DenseRank", []);
export const percentRank = (): Expression => call("PercentRank", []);
export const cumeDist = (): Expression => call("CumeDist", []);
/** @param buckets How many parts of equal size. */
export const ntile = (buckets = 1): Expression => call("Ntile", [atLeast("ntile", 1, buckets)]);
export const firstValue = unary("FirstValue");
export const lastValue = unary("LastValue");
/** @param nth From 1 on. */
export const nthValue = (operand: unknown, nth = 1): Expression =>
  call("NthValue", [operand, atLeast("nthValue", 1, nth)]);

/** The value of a row before this one; `fallback` where there is none. */
export const lag = (operand: unknown, offset = 1, fallback?: unknown): Expression =>
  neighbour("Lag", operand, offset, fallback);
/** The value of a row behind this one. */
export const lead = (operand: unknown, offset = 1, fallback?: unknown): Expression =>
  neighbour("Lead", operand, offset, fallback);

export interface WindowOptions {
  /** Names or expressions whose equal values make a part. */
  readonly partitionBy?: unknown;
  /** As `orderBy` takes them. */
  readonly orderBy?: unknown;
  /** From and to which row around this one, counted in rows; null for all. */
  readonly rows?: readonly [number | null, number | null];
  /** The same counted in values. */
  readonly range?: readonly [number | null, number | null];
}

/** A function or an aggregate over the rows around each row: Django's `Window`. */
export function window(operand: Expression, options: WindowOptions = {}): Expression {
  const partition = listOf(options.partitionBy).map(toOperand);
  const order = listOf(options.orderBy).map(toOrdering);
  const frame = options.rows ?? options.range;
  return new Expression(
    "window",
    options.range ? "range" : "rows",
    [operand, ...partition, ...order],
    {
      partition: partition.length,
      ...(frame ? { frame: frame.map(bound) } : {}),
    },
  );
}

/** `"-name"` as an ordering; expressions as they are. */
export function toOrdering(value: unknown): Expression {
  if (value instanceof Expression) return value;
  if (typeof value !== "string") throw new TypeError("An order is a name or an expression.");
  const order: OrderOptions = {};
  const name = toOperand(value.replace(/^[-+]/, "")) as Expression;
  return value.startsWith("-") ? name.desc(order) : name.asc(order);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function neighbour(name: string, operand: unknown, offset: number, fallback?: unknown): Expression {
  const args = [operand, atLeast(name.toLowerCase(), 0, offset)];
  if (fallback !== undefined && fallback !== null) args.push(toExpression(fallback));
  return call(name, args);
}

function atLeast(name: string, least: number, value: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`${name}() takes a whole number of at least ${least}.`);
}

function bound(value: number | null): number | null {
  if (value === null || Number.isInteger(value)) return value;
  throw new RangeError("A window's frame is counted in whole numbers, or null for all.");
}

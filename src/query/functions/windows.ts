import { Expression, toExpression, toOperand, type OrderOptions } from "../nodes/expression.ts";
import { call, unary } from "./define.ts";

/**
 * The number of the row in its partition, counted from 1.
 *
 * @example
 * const place = window(rowNumber(), { partitionBy: "author", orderBy: "title" });
 * await Book.objects.annotate({ place });
 */
export const rowNumber = (): Expression => call("RowNumber", []);
export const rank = (): Expression => call("Rank", []);
export const denseRank = (): Expression => call("DenseRank", []);
export const percentRank = (): Expression => call("PercentRank", []);
export const cumeDist = (): Expression => call("CumeDist", []);
/** @param buckets Number of groups of equal size. */
export const ntile = (buckets = 1): Expression => call("Ntile", [atLeast("ntile", 1, buckets)]);
export const firstValue = unary("FirstValue");
export const lastValue = unary("LastValue");
/** @param nth Counted from 1. */
export const nthValue = (operand: unknown, nth = 1): Expression =>
  call("NthValue", [operand, atLeast("nthValue", 1, nth)]);

/**
 * The value of an earlier row; `fallback` if there is none.
 *
 * @example
 * const previous = window(lag("pages"), { partitionBy: "author", orderBy: "published" });
 * await Book.objects.annotate({ previous });
 */
export const lag = (operand: unknown, offset = 1, fallback?: unknown): Expression =>
  neighbour("Lag", operand, offset, fallback);
/** The value of a later row. */
export const lead = (operand: unknown, offset = 1, fallback?: unknown): Expression =>
  neighbour("Lead", operand, offset, fallback);

export interface WindowOptions {
  /** Names or expressions; rows with equal values form a partition. */
  readonly partitionBy?: unknown;
  /** As in `orderBy`. */
  readonly orderBy?: unknown;
  /** First and last row relative to this one, counted in rows; null for no limit. */
  readonly rows?: readonly [number | null, number | null];
  /** The same, counted in values. */
  readonly range?: readonly [number | null, number | null];
}

/**
 * Computes a function or aggregate over the rows around each row: Django's `Window`.
 *
 * @example
 * const place = window(rank(), { partitionBy: "author", orderBy: "-pages" });
 * await Book.objects.annotate({ place });
 */
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

/** Converts `"-name"` to an ordering; expressions stay unchanged. */
export function toOrdering(value: unknown): Expression {
  if (value instanceof Expression) return value;
  if (typeof value !== "string") throw new TypeError("An order must be a name or an expression.");
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
  throw new RangeError("A window's frame takes whole numbers, or null for no limit.");
}

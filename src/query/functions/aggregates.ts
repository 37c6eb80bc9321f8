import { ValueError } from "../errors.ts";
import { Expression, F, toExpression, toOperand } from "../nodes/expression.ts";
import { Q, requireCondition, type Condition } from "../nodes/q.ts";

export interface AggregateOptions {
  /** Count only rows that match. */
  readonly filter?: Condition;
  /** Count each value once. */
  readonly distinct?: boolean;
  /** Value to use instead of null if no row counts. */
  readonly default?: unknown;
}

function aggregate(name: string, operand: unknown, options: AggregateOptions = {}, sample = false) {
  const { filter, distinct = false, default: fallback } = options;
  if (filter !== undefined) requireCondition(filter);
  if (name === "Count" && fallback !== undefined) {
    throw new TypeError("count() takes no default: it is never null.");
  }
  const args = [operand];
  if (filter !== undefined) args.push(new Q("and", [filter]));
  if (fallback !== undefined && fallback !== null) args.push(toExpression(fallback));
  return new Expression("aggregate", name, args, {
    ...(filter === undefined ? {} : { filter: true }),
    ...(distinct ? { distinct: true } : {}),
    ...(sample ? { sample: true } : {}),
  });
}

function plain(name: string) {
  return (operand: unknown, options?: AggregateOptions): Expression =>
    aggregate(name, toOperand(operand), options);
}

/**
 * Counts rows with a value; `count()` or `count("*")` counts all.
 *
 * @example
 * const authors = await Author.objects.annotate({ books: count("books") });
 */
export function count(operand: unknown = "*", options: AggregateOptions = {}): Expression {
  const star = operand === "*";
  if (star && options.distinct) throw new TypeError('count("*") cannot be distinct.');
  if (star && options.filter !== undefined) {
    throw new ValueError('count("*") takes no filter: name a field, such as "pk".');
  }
  return aggregate("Count", star ? F("*") : toOperand(operand), options);
}

export const sum = plain("Sum");
export const avg = plain("Avg");
export const max = plain("Max");
export const min = plain("Min");
/** Any value of the group. */
export const anyValue = plain("AnyValue");
/** PostgreSQL only: the values of a group as a list. */
export const arrayAgg = plain("ArrayAgg");

export interface SampleOptions extends AggregateOptions {
  /** Whether the rows are a sample of a larger set. Default false. */
  readonly sample?: boolean;
}

/** The standard deviation. */
export const stdDev = (operand: unknown, { sample, ...options }: SampleOptions = {}): Expression =>
  aggregate("StdDev", toOperand(operand), options, sample);

export const variance = (
  operand: unknown,
  { sample, ...options }: SampleOptions = {},
): Expression => aggregate("Variance", toOperand(operand), options, sample);

/** The texts of a group, joined by a separator. */
export const stringAgg = (
  operand: unknown,
  separator: string,
  options?: AggregateOptions,
): Expression => {
  const made = aggregate("StringAgg", toOperand(operand), options);
  return new Expression("aggregate", "StringAgg", [...made.args, toExpression(separator)], {
    ...made.options,
    separator: true,
  });
};

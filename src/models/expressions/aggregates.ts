/** Aggregates, typed by what they compute. Implemented in the room `query`. */
import * as nodes from "../../query/index.ts";
import type { Arithmetic, Computed, Expression } from "../types/conditions.ts";
import type { Aggregate } from "../types/expressions.ts";

export interface AggregateOptions {
  /** Only rows that meet it count. */
  readonly filter?: object;
  /** Count equal values once. */
  readonly distinct?: boolean;
  /** Result instead of null if no row counts. */
  readonly default?: unknown;
}

interface Aggregating<Kind extends "count" | "number" | "value"> {
  <const N extends string>(name: N, options?: AggregateOptions): Aggregate<Kind, N>;
  (expression: Arithmetic<string>, options?: AggregateOptions): Computed<number | null>;
  <V>(expression: Computed<V>, options?: AggregateOptions): Computed<V | null>;
}
interface Counting {
  (): Aggregate<"count", "*">;
  <const N extends string>(name: N, options?: AggregateOptions): Aggregate<"count", N>;
  (
    expression: Expression<string> | Computed<unknown>,
    options?: AggregateOptions,
  ): Computed<number>;
}
interface Sampling {
  (
    name: string,
    options?: AggregateOptions & { readonly sample?: boolean },
  ): Computed<number | null>;
}

/**
 * Counts rows with a value, `count("books")`; without a name all rows.
 *
 * @example
 * const authors = await Author.objects.annotate({ many: count("books") }).filter({ many: gt(2) });
 */
export const count: Counting = nodes.count as never;

/**
 * The sum of a field's values.
 *
 * @example
 * const { pages } = await Book.objects.aggregate({ pages: sum("pages") });
 */
export const sum: Aggregating<"number"> = nodes.sum as never;

/**
 * The average of a field's values.
 *
 * @example
 * const { pages } = await Book.objects.aggregate({ pages: avg("pages") });
 */
export const avg: Aggregating<"number"> = nodes.avg as never;

/**
 * The largest of a field's values.
 *
 * @example
 * const { latest } = await Question.objects.aggregate({ latest: max("pubDate") });
 */
export const max: Aggregating<"value"> = nodes.max as never;

/**
 * The smallest of a field's values.
 *
 * @example
 * const { first } = await Question.objects.aggregate({ first: min("pubDate") });
 */
export const min: Aggregating<"value"> = nodes.min as never;

/**
 * The standard deviation of the rows, or with `sample` of the population they are a sample of.
 *
 * @example
 * const { spread } = await Book.objects.aggregate({ spread: stdDev("pages", { sample: true }) });
 */
export const stdDev: Sampling = nodes.stdDev as never;

/**
 * The variance of the rows, or with `sample` of the population they are a sample of.
 *
 * @example
 * const { spread } = await Book.objects.aggregate({ spread: variance("pages") });
 */
export const variance: Sampling = nodes.variance as never;

/**
 * The values of a group as a list; PostgreSQL only.
 *
 * @example
 * const authors = await Author.objects.annotate({ titles: arrayAgg("books.title") });
 */
export const arrayAgg: (name: string, options?: AggregateOptions) => Computed<unknown[]> =
  nodes.arrayAgg as never;

/**
 * Joins the texts of a group with a separator.
 *
 * @example
 * const authors = await Author.objects.annotate({ titles: stringAgg("books.title", ", ") });
 */
export const stringAgg: (
  name: string,
  separator: string,
  options?: AggregateOptions,
) => Computed<string | null> = nodes.stringAgg as never;

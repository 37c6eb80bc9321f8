import * as nodes from "../../query/index.ts";
import type { ColumnType } from "../../query/index.ts";
import type {
  Arithmetic,
  Computed,
  Expression,
  Lookup,
  Predicate,
  Q,
  Where,
} from "../types/conditions.ts";
import type { Aggregate, Operand, Rows } from "../types/expressions.ts";

/** The functions of the room `query`, with the types of what they compute. */

/** The value of a field, an annotation, or a field across one relation: `F("author.name")`. */
export const F: <const N extends string>(name: N) => Expression<NoInfer<N>> = nodes.F as never;

/** A field of the query around, in a subquery; which fields there are is judged when the query runs. */
export const outer: (name: string) => Lookup<never> & Computed<never> = nodes.outer as never;

/** A value as an expression. */
export const Value: <V>(value: V, type?: ColumnType) => Computed<V> = nodes.Value as never;

/** Whether the query has a row; it may speak of the row around by `outer("id")`. */
export const exists: (query: Rows<unknown>) => Predicate = nodes.exists as never;

interface Subquery {
  <V>(query: Rows<Readonly<Record<string, V>>>): Computed<V | null>;
  <V>(query: Rows<V>): Computed<V | null>;
}

/** The value of the query's one column, of its first row. */
export const subquery: Subquery = nodes.subquery as never;

export interface AggregateOptions {
  /** Only rows that meet it count. */
  readonly filter?: object;
  /** Each value once. */
  readonly distinct?: boolean;
  /** What there is instead of null where no row counts. */
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

/** How many rows have a value: `count("books")`; `count()` of all rows. */
export const count: Counting = nodes.count as never;
export const sum: Aggregating<"number"> = nodes.sum as never;
export const avg: Aggregating<"number"> = nodes.avg as never;
export const max: Aggregating<"value"> = nodes.max as never;
export const min: Aggregating<"value"> = nodes.min as never;
/** The standard deviation of the rows, or with `sample` of those they are a sample of. */
export const stdDev: Sampling = nodes.stdDev as never;
export const variance: Sampling = nodes.variance as never;
/** The values of a group as a list; PostgreSQL. */
export const arrayAgg: (name: string, options?: AggregateOptions) => Computed<unknown[]> =
  nodes.arrayAgg as never;
/** The texts of a group with a separator between them. */
export const stringAgg: (
  name: string,
  separator: string,
  options?: AggregateOptions,
) => Computed<string | null> = nodes.stringAgg as never;

/** One case of {@link Case}. */
export interface Branch<out V> {
  readonly "~branch": V;
}

/** What there is where the condition holds; a field's value is `F("name")`. */
export const When: <V, W = unknown>(
  condition: NoInfer<W> | Q<Where<W>> | Predicate | object,
  result: V | Computed<V>,
) => Branch<V> = nodes.When as never;

/** What the first case that holds says: `Case([When({ votes: gt(9) }, "many")], { default: "few" })`. */
export const Case: <V, D extends V | null = null>(
  branches: readonly Branch<V>[],
  options?: { readonly default?: D; readonly type?: ColumnType },
) => Computed<V | D> = nodes.Case as never;

/** The first that is not null. */
export const coalesce: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.coalesce as never;
export const greatest: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.greatest as never;
export const least: <V = unknown>(...operands: readonly (Operand | V)[]) => Computed<V> =
  nodes.least as never;
/** Null where both are equal, else the first. */
export const nullIf: <V = unknown>(first: Operand, second: Operand | V) => Computed<V | null> =
  nodes.nullIf as never;

/** A function of the database that mkweb does not name: Django's `Func`. */
export const func: <V = unknown>(
  name: string,
  operands: readonly unknown[],
  options?: { readonly type?: ColumnType; readonly template?: string; readonly separator?: string },
) => Computed<V> = nodes.func as never;

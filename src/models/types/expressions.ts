import type {
  Arithmetic,
  Computed,
  Expression,
  NullsOrder,
  OrderBy,
  Predicate,
} from "./conditions.ts";
import type { At, Named, NotNumeric, Relation } from "./paths.ts";
import type { Followed } from "./row.ts";

declare const aggregated: unique symbol;
/** The type of a query's rows. */
export declare const rowsOf: unique symbol;

/** A query with rows of type R. */
export interface Rows<out R> {
  readonly [rowsOf]: R;
}

/** count("genres"), sum("price"): the name is checked where it is used. */
export interface Aggregate<out Kind extends "count" | "number" | "value", out N extends string> {
  readonly [aggregated]: readonly [Kind, N];
}

/**
 * Result of a function of one field: null if the field is. annotate() checks the field's name; where the result is used
 * as a value, in a condition, an update or another function, the query does when it is compiled.
 */
export interface Derived<out V, out N extends string> extends Computed<V> {
  readonly "~derived": readonly [V, N];
  asc(options?: NullsOrder): OrderBy;
  desc(options?: NullsOrder): OrderBy;
}

/** What filteredRelation() returns; annotate() checks the relation's name. */
export interface FilteredRelation<out N extends string> {
  readonly "~relation": N;
}

/** Argument of a function: a field's name, an expression, a value. */
export type Operand = string | Expression<string> | Computed<unknown>;

type AnyAggregate = Aggregate<"count" | "number" | "value", string>;
export type Aggregates = Readonly<Record<string, AnyAggregate | Computed<unknown>>>;
export type Annotations = Readonly<
  Record<
    string,
    AnyAggregate | Expression<string> | Computed<unknown> | Predicate | FilteredRelation<string>
  >
>;

/** The annotations that rows have values of. */
export type Shown<A> = keyof {
  [K in keyof A as A[K] extends FilteredRelation<string> ? never : K]: unknown;
};

/** The type of an annotation's value. */
export type Result<M, A> =
  A extends Aggregate<infer Kind, infer N>
    ? Kind extends "count"
      ? number
      : At<M, N> | null
    : A extends Derived<infer V, infer N>
      ? V | Extract<At<M, N>, null>
      : A extends Computed<infer V>
        ? V
        : A extends Arithmetic<string>
          ? number | null
          : A extends Expression<infer N>
            ? At<M, N>
            : A extends FilteredRelation<infer N>
              ? Followed<M, N>
              : boolean;

/** Every annotation, or an error type in its place. */
export type Judged<M, A> = {
  readonly [K in keyof A]: A[K] extends Aggregate<infer Kind, infer N>
    ? N extends "*"
      ? A[K]
      : Named<M, N> extends N
        ? Kind extends "number"
          ? NonNullable<At<M, N>> extends Summable
            ? A[K]
            : NotNumeric<M, N>
          : A[K]
        : Named<M, N>
    : A[K] extends Derived<unknown, infer N>
      ? Named<M, N> extends N
        ? A[K]
        : Named<M, N>
      : A[K] extends Computed<unknown>
        ? A[K]
        : A[K] extends Expression<infer N>
          ? Named<M, N> extends N
            ? A[K]
            : Named<M, N>
          : A[K] extends FilteredRelation<infer N>
            ? Relation<M, N> extends N
              ? A[K]
              : Relation<M, N>
            : A[K];
};

/** Numbers, including decimals, and durations. */
type Summable = number | `${number}` | { readonly microseconds: unknown };

import type { FieldsOf, Get, Id, modelOf } from "./row.ts";
import type { NameOf } from "./paths.ts";

declare const fits: unique symbol;
declare const refs: unique symbol;

/** A condition other than equality; only functions create one. */
export interface Lookup<out V> {
  readonly [fits]: V;
}

/** A condition on a part of a date or time. */
export interface DateLookup {
  readonly [fits]: { readonly date: true };
}

/** Conditions joined by and, or, xor, not. */
export interface Q<out W> {
  readonly [fits]: readonly W[];
}

/** A condition for rows of any model: exists(query). */
export interface Predicate {
  readonly [refs]: true;
}

/** Conditions inside a JSON value. */
export interface JsonLookup<out V> {
  readonly [fits]: { readonly json: V };
}

/** F("votes") or arithmetic with it; the names are checked against the model where it is used. */
export interface Expression<out Names extends string> {
  readonly [refs]: Names;
  plus(value: number): Arithmetic<Names>;
  plus<Other extends string>(value: Expression<Other>): Arithmetic<Names | Other>;
  minus(value: number): Arithmetic<Names>;
  minus<Other extends string>(value: Expression<Other>): Arithmetic<Names | Other>;
  times(value: number): Arithmetic<Names>;
  times<Other extends string>(value: Expression<Other>): Arithmetic<Names | Other>;
  dividedBy(value: number): Arithmetic<Names>;
  dividedBy<Other extends string>(value: Expression<Other>): Arithmetic<Names | Other>;
  asc(options?: NullsOrder): OrderBy;
  desc(options?: NullsOrder): OrderBy;
}

/** Where to sort nulls; by default the database decides. */
export interface NullsOrder {
  readonly nullsFirst?: boolean;
  readonly nullsLast?: boolean;
}

/** An expression to order by. */
export interface OrderBy {
  readonly "~order": true;
}

export interface Arithmetic<out Names extends string> extends Expression<Names> {
  readonly "~number": true;
}

/** Values of type V computed by the database. */
export interface Computed<out V> {
  readonly "~computed": V;
}

/** An expression of fields of `M` with values `V`. Its members are resolved only when it is compared. */
export interface FieldOf<M, V> {
  readonly [refs]: NameOf<M, V>;
  readonly "~number"?: V extends number ? true : never;
}

/** Conditions by field; all must hold. */
export type Where<M> = {
  readonly [K in keyof FieldsOf<M>]?:
    | Get<M, K, "~where">
    | FieldOf<M, NonNullable<Get<M, K, "~value">>>
    | Computed<NonNullable<Get<M, K, "~value">>>;
} & {
  // The symbol rejects objects of other models, and keeps this part from being {}, which accepts any value.
  readonly [
    K in keyof FieldsOf<M> | typeof modelOf as K extends typeof modelOf
      ? K
      : `${K & string}${Get<M, K, "~column"> & "Id"}`
  ]?:
    | Get<M, K, "~value">
    | Lookup<NonNullable<Get<M, K, "~value">>>
    | (K extends typeof modelOf ? never : FieldOf<M, NonNullable<Get<M, K, "~value">>>);
} & { readonly pk?: Id<M> | Lookup<Id<M>> };

/** Accepts any condition if the model is unknown. */
type Unjudged<M> = 0 extends 1 & M ? object : never;

export type Condition<M> = Where<M> | Q<Where<M>> | Predicate | Unjudged<M>;

/** Conditions by keys of a JSON value, nested as needed. */
export type JsonWhere<V> = {
  readonly [K in keyof V]?:
    | V[K]
    | Lookup<NonNullable<V[K]>>
    | (NonNullable<V[K]> extends object ? JsonWhere<NonNullable<V[K]>> : never);
};

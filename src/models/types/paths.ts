/**
 * Checks paths such as "author.name" one at a time as they are written, at a cost proportional to the path.
 * `string extends P` means that the editor asks for completions: only then are all names listed.
 *
 * Parameters take a path as `P & NoInfer<Named<M, P>>`: inferring P from the check itself would resolve both of its
 * branches, and so every name of the model and of its relations.
 */
import type { Prefetch } from "../queries/prefetch.ts";
import type { FieldsOf, Get, Id } from "./row.ts";

declare const hint: unique symbol;

/** Type of an unknown name; the compiler's error shows model and field. */
export interface NoField<M, Name> {
  readonly [hint]: readonly [M, Name];
}
export interface NotNumeric<M, Name> {
  readonly [hint]: readonly [M, Name, "number"];
}
export interface NoRelation<M, Name> {
  readonly [hint]: readonly [M, Name, "relation"];
}
export interface UsePrefetchRelated<M, Name> {
  readonly [hint]: readonly [M, Name, "many"];
}
type Fault = { readonly [hint]: unknown };

type Names<M> = keyof FieldsOf<M> & string;
type Other<M, K> = NonNullable<Get<M, K, "~target">>;
type Plain<M> =
  | { [K in Names<M>]: [Get<M, K, "~target">] extends [never] ? K : never }[Names<M>]
  | `${string}.${string}`;
type Completions<M> = {
  [K in Names<M>]: [Get<M, K, "~target">] extends [never] ? K : K | `${K}.${Names<Other<M, K>>}`;
}[Names<M>];

/** The value at a path, or an error type; any if the model is unknown. */
export type At<M, P> = 0 extends 1 & M
  ? // oxlint-disable-next-line typescript/no-explicit-any -- nothing is known
    any
  : AtKnown<M, P>;

type AtKnown<M, P> = P extends keyof FieldsOf<M>
  ? Get<M, P, "~value">
  : P extends `${infer Head}.${infer Tail}`
    ? Head extends keyof FieldsOf<M>
      ? [Get<M, Head, "~target">] extends [never]
        ? NoRelation<M, Head>
        : At<Other<M, Head>, Tail> | Extract<Get<M, Head, "~target">, null>
      : NoField<M, Head>
    : P extends "pk"
      ? Id<M>
      : P extends `${infer Head}Id`
        ? Get<M, Head, "~column"> extends infer Column
          ? [Column] extends [never]
            ? NoField<M, P>
            : Column extends "Id"
              ? Get<M, Head, "~value">
              : NoField<M, P>
          : never
        : NoField<M, P>;

/** The completions. They depend on P, so that the compiler resolves them only for an editor. */
type Listed<M, P> = P extends string ? Completions<M> : P;
type ListedOrders<M, P> = P extends string ? Completions<M> | `-${Completions<M>}` : P;
type ListedRelations<M, P> = P extends string ? Exclude<Completions<M>, Plain<M>> : P;

/** P if it names something, otherwise an error type. */
export type Named<M, P> = string extends P
  ? Listed<M, P>
  : P extends keyof FieldsOf<M> | null
    ? P
    : [Extract<At<M, P>, Fault>] extends [never]
      ? P
      : Extract<At<M, P>, Fault>;

/** A name to order by, prefixed with `-` for descending; `"?"` for random order. */
export type Ordered<M, P> = string extends P
  ? ListedOrders<M, P>
  : P extends keyof FieldsOf<M> | "?" | object
    ? P
    : P extends `-${infer Name}`
      ? Named<M, Name> extends Name
        ? P
        : Named<M, Name>
      : Named<M, P>;

/** A path over relations only; `Single` rejects those to many, for selectRelated. */
export type Relation<M, P, Single = false> = string extends P
  ? ListedRelations<M, P>
  : P extends null
    ? P
    : P extends `${infer Head}.${infer Tail}`
      ? Relation<M, Head, Single> extends Head
        ? Relation<Other<M, Head>, Tail, Single> extends infer Rest
          ? Rest extends Tail
            ? P
            : Rest
          : never
        : Relation<M, Head, Single>
      : P extends keyof FieldsOf<M>
        ? [Get<M, P, "~target">] extends [never]
          ? NoRelation<M, P>
          : Single extends true
            ? Get<M, P, "~many"> extends true
              ? UsePrefetchRelated<M, P>
              : P
            : P
        : NoField<M, P>;

/** What prefetchRelated() takes: a path over relations, or `prefetch(path, query)`. */
export type Prefetched<M, P> = [P] extends [object]
  ? Prefetch
  : string extends P
    ? ListedRelations<M, P>
    : P extends object
      ? Prefetch
      : Relation<M, P>;

/** Names whose values fit V, of the model and over one relation: for F(...). */
export type NameOf<M, V> =
  | Local<M, V>
  | {
      [K in Names<M>]: Get<M, K, "~column"> extends "Id" ? `${K}.${Local<Other<M, K>, V>}` : never;
    }[Names<M>];
type Local<M, V> = {
  [K in Names<M>]: NonNullable<Get<M, K, "~value">> extends V
    ? [Get<M, K, "~target">] extends [never]
      ? K
      : `${K}${Get<M, K, "~column"> & "Id"}`
    : never;
}[Names<M>];

import type { Annotation, AnyField, Fields, PrimaryField } from "./field.ts";

/** The declared fields of a model's objects, for the compiler. */
export declare const fieldsOf: unique symbol;
/** The model of an object, for the compiler. */
export declare const modelOf: unique symbol;

/** Any object of the model, whatever is loaded with it. */
export interface RowOf<M> {
  readonly [modelOf]: M;
}

export type ModelOf<M> = M extends RowOf<infer Model> ? Model : never;

export type FieldsOf<M> = M extends { readonly [fieldsOf]: infer P extends Fields }
  ? P
  : Record<never, AnyField>;

/** The type `N` of a field of M. */
export type Get<M, K, N extends keyof AnyField> = K extends keyof FieldsOf<M>
  ? N extends keyof FieldsOf<M>[K]
    ? FieldsOf<M>[K][N]
    : never
  : never;

export type Id<M> = M extends { readonly pk: infer I } ? I : never;

type IsPrimary<P> = {
  [K in keyof P]: P[K] extends { readonly "~primary": true } ? K : never;
}[keyof P];

/** A model's fields with `id`, unless another is the primary key. */
export type WithId<P> = [IsPrimary<P>] extends [never]
  ? { readonly id: PrimaryField<number, true> } & P
  : P;

export type PrimaryOf<P> = (P[IsPrimary<P>] & AnyField)["~value"];

/** Loaded relations by path. */
export type Loaded<M, R> = {
  readonly [K in R extends `${infer Head}.${string}` ? Head : R & string]: With<
    Get<M, K, "~target">,
    R extends `${K}.${infer Tail}` ? Tail : never
  >;
};
type With<T, R> = [R] extends [never] ? T : T extends null ? T : T & Loaded<T, R>;

/** An object with loaded relations: `Row<Book, "author" | "author.publisher">`. */
export type Row<M, R extends string = never> = M & Loaded<M, R>;

declare const followed: unique symbol;
/** The relation at a path of M, under another name. */
export interface Followed<M, N> {
  readonly [followed]: PerhapsOne<FieldAt<M, N>>;
}
/** Its condition decides whether a row has an object, and if there are many, each has a row. */
type PerhapsOne<F> = {
  readonly [P in keyof F]: P extends "~target" | "~value"
    ? F[P] | null
    : P extends "~many"
      ? false
      : F[P];
};
type FieldAt<M, N> = N extends keyof FieldsOf<M>
  ? FieldsOf<M>[N]
  : N extends `${infer Head}.${infer Tail}`
    ? FieldAt<NonNullable<Get<M, Head, "~target">>, Tail>
    : never;

/** A model with the fields added by annotate(). */
export interface Annotated<M, X> {
  readonly [fieldsOf]: FieldsOf<M> & {
    readonly [K in keyof X]: X[K] extends { readonly [followed]: infer Field }
      ? Field
      : Annotation<X[K]>;
  };
  readonly [modelOf]: ModelOf<M>;
  readonly pk: Id<M>;
}

/** Data for a new object: required are fields that are neither nullable nor have a default; relations by object or key. */
export type New<M> = Needed<M> & Optional<M>;
type Needed<M> = {
  readonly [K in keyof FieldsOf<M> as Get<M, K, "~optional"> extends true ? never : K]: Get<
    M,
    K,
    "~write"
  >;
};
type Optional<M> = {
  readonly [
    K in keyof FieldsOf<M> as Get<M, K, "~optional"> extends true
      ? [Get<M, K, "~write">] extends [never]
        ? never
        : K
      : never
  ]?: Get<M, K, "~write">;
};

/** A row without deferred columns. */
export type Without<R, Names> = { [K in keyof R as K extends Names ? never : K]: R[K] };

/** A row with some columns only, including the key; methods and relations to many remain. */
export type Only<R, Names> = {
  [
    K in keyof R as K extends Names | "id"
      ? K
      : K extends keyof FieldsOf<R>
        ? Get<R, K, "~many"> extends true
          ? K
          : never
        : K extends `${infer Head}Id`
          ? Head extends keyof FieldsOf<R>
            ? Head extends Names
              ? K
              : never
            : K
          : K
  ]: R[K];
};

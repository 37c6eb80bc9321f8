/** Checks names in admin options against the model, at compile time. */
import type { FieldsOf, Named } from "../../models/index.ts";

declare const hint: unique symbol;

/** Type of a name that the model lacks, so that the compiler's error names the model. */
export interface NoFieldOrDisplay<M, Name> {
  readonly [hint]: readonly [M, Name];
}

type DisplaysOf<O> = O extends { readonly displays: infer D } ? keyof D : never;

/** A field, or a path over relations. */
type Path<M, N> = N extends keyof FieldsOf<M> | "pk" ? N : Named<M, N>;

/** What can be shown: also members of the model, and `displays`. */
type Shown<M, N, O> = N extends DisplaysOf<O> | "__str__" | "pk" | (keyof M & string)
  ? N
  : N extends `${string}.${string}`
    ? Named<M, N>
    : NoFieldOrDisplay<M, N>;

type Signed<M, N> = N extends `-${infer Name}`
  ? Path<M, Name> extends Name
    ? N
    : Path<M, Name>
  : N extends "?" | object
    ? N
    : Path<M, N>;

type Searched<M, N> = N extends `${"=" | "^" | "@"}${infer Name}`
  ? Path<M, Name> extends Name
    ? N
    : Path<M, Name>
  : Path<M, N>;

type Each<L, M, O, Kind extends "shown" | "path" | "ordering" | "search" | "filter"> = {
  readonly [I in keyof L]: L[I] extends string
    ? Kind extends "shown"
      ? Shown<M, L[I], O>
      : Kind extends "path"
        ? Path<M, L[I]>
        : Kind extends "ordering"
          ? Signed<M, L[I]>
          : Kind extends "search"
            ? Searched<M, L[I]>
            : Path<M, L[I]>
    : L[I] extends readonly [infer N, infer Filter]
      ? Kind extends "filter"
        ? readonly [Path<M, N>, Filter]
        : Each<L[I], M, O, Kind>
      : L[I] extends readonly unknown[]
        ? Each<L[I], M, O, Kind>
        : L[I];
};

/** Options that are lists of names, and of what kind. */
interface Kinds {
  readonly listDisplay: "shown";
  readonly listDisplayLinks: "shown";
  readonly listEditable: "path";
  readonly listFilter: "filter";
  readonly searchFields: "search";
  readonly ordering: "ordering";
  readonly sortableBy: "shown";
  readonly readonlyFields: "shown";
  readonly exclude: "path";
  readonly fields: "shown";
  readonly rawIdFields: "path";
  readonly autocompleteFields: "path";
  readonly filterHorizontal: "path";
  readonly filterVertical: "path";
}

/** The options, with an error type in place of each unknown name. */
export type Checked<M, O> = {
  readonly [K in keyof O]: K extends keyof Kinds
    ? O[K] extends readonly unknown[]
      ? Each<O[K], M, O, Kinds[K]>
      : O[K]
    : K extends "dateHierarchy"
      ? Path<M, O[K]>
      : K extends "prepopulatedFields" | "radioFields"
        ? {
            readonly [N in keyof O[K]]: N extends keyof FieldsOf<M>
              ? O[K][N]
              : NoFieldOrDisplay<M, N>;
          }
        : K extends "fieldsets"
          ? Fieldsets<O[K], M, O>
          : O[K];
};

type Fieldsets<L, M, O> = {
  readonly [I in keyof L]: L[I] extends readonly [infer Name, infer Options]
    ? readonly [
        Name,
        {
          readonly [K in keyof Options]: K extends "fields"
            ? Each<Options[K], M, O, "shown">
            : Options[K];
        },
      ]
    : L[I];
};

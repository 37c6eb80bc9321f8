import type { Where } from "./where.ts";

type Operation =
  | { readonly operator: "$gt" | "$gte" | "$lt" | "$lte"; readonly value: unknown }
  | { readonly operator: "$in"; readonly value: readonly unknown[] }
  | { readonly operator: "isNull"; readonly value: boolean }
  | {
      readonly operator: "range";
      readonly value: readonly [unknown, unknown];
      readonly open: boolean;
    }
  | { readonly operator: "like"; readonly value: string; readonly ignoreCase: boolean };

/**
 * A condition on a field other than equality. Only the functions below make one, so nothing that comes
 * from a request, parsed JSON among it, is ever taken for an operator.
 */
export class Lookup<out Value> {
  readonly operation: Operation;
  /** For the compiler: the type of the fields it fits. */
  declare readonly fits: Value;

  constructor(operation: Operation) {
    this.operation = operation;
  }
}

/** The value of another field of the same row; made by {@link F}. */
export class FieldReference {
  readonly field: string;

  constructor(field: string) {
    this.field = field;
  }
}

/** Another field of the same row, to compare with: `{ ends: gt(F("begins")) }`; Django's `F`. */
export function F(field: string): FieldReference {
  return new FieldReference(field);
}

/** Conditions joined; made by `and`, `or` and `not`. */
export class Combined<out T> {
  readonly kind: "$and" | "$or" | "$not";
  readonly parts: readonly object[];
  /** For the compiler: the type of the objects it fits. */
  declare readonly fits: T;

  constructor(kind: "$and" | "$or" | "$not", parts: readonly object[]) {
    this.kind = kind;
    this.parts = parts;
  }
}

/** All of these. */
export function and<T>(...conditions: readonly Where<T>[]): Combined<T> {
  return new Combined("$and", conditions);
}

/** At least one of these. */
export function or<T>(...conditions: readonly Where<T>[]): Combined<T> {
  return new Combined("$or", conditions);
}

/** Not this; rows whose field is null are not this either, as in Django. */
export function not<T>(condition: Where<T>): Combined<T> {
  return new Combined("$not", [condition]);
}

export function gt(value: FieldReference): Lookup<never>;
export function gt<Value>(value: Value): Lookup<Value>;
export function gt(value: unknown): Lookup<unknown> {
  return new Lookup({ operator: "$gt", value });
}

export function gte(value: FieldReference): Lookup<never>;
export function gte<Value>(value: Value): Lookup<Value>;
export function gte(value: unknown): Lookup<unknown> {
  return new Lookup({ operator: "$gte", value });
}

export function lt(value: FieldReference): Lookup<never>;
export function lt<Value>(value: Value): Lookup<Value>;
export function lt(value: unknown): Lookup<unknown> {
  return new Lookup({ operator: "$lt", value });
}

export function lte(value: FieldReference): Lookup<never>;
export function lte<Value>(value: Value): Lookup<Value>;
export function lte(value: unknown): Lookup<unknown> {
  return new Lookup({ operator: "$lte", value });
}

/** One of these values; of none, no row. */
export function isIn<Value>(values: readonly Value[]): Lookup<Value> {
  return new Lookup({ operator: "$in", value: values });
}

/** From `first` to `last`, both included. */
export function range<Value>(first: Value, last: Value): Lookup<Value> {
  return new Lookup({ operator: "range", value: [first, last], open: false });
}

/** A moment within this year, in UTC. */
export function year(value: number): Lookup<Date> {
  const [first, last] = [value, value + 1].map((each) => new Date(Date.UTC(each, 0)));
  return new Lookup({ operator: "range", value: [first, last], open: true });
}

export function isNull(value = true): Lookup<never> {
  return new Lookup({ operator: "isNull", value });
}

/** Case counts, except for ASCII letters on SQLite: as in Django. */
export function contains(text: string): Lookup<string> {
  return new Lookup({ operator: "like", value: `%${escapeLike(text)}%`, ignoreCase: false });
}

export function iContains(text: string): Lookup<string> {
  return new Lookup({ operator: "like", value: `%${escapeLike(text)}%`, ignoreCase: true });
}

/** Case counts, except for ASCII letters on SQLite: as in Django. */
export function startsWith(text: string): Lookup<string> {
  return new Lookup({ operator: "like", value: `${escapeLike(text)}%`, ignoreCase: false });
}

/** Case counts, except for ASCII letters on SQLite: as in Django. */
export function endsWith(text: string): Lookup<string> {
  return new Lookup({ operator: "like", value: `%${escapeLike(text)}`, ignoreCase: false });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}

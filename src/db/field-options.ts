import type { Validator } from "../validators/index.ts";

/** What a field is besides its column; all of it Django's. */
export interface FieldOptions<in out Value> {
  /** The name for people. Default: the field's name in words, `pub date`. */
  readonly verboseName?: string;
  /** A sentence for people who fill it in. */
  readonly helpText?: string;
  /** Whether `fullClean` lets it be empty. Default false. */
  readonly blank?: boolean;
  /** The only values there may be, each alone or with its name for people. */
  readonly choices?: readonly (Value | readonly [value: Value, name: string])[];
  /** What `fullClean` asks besides what the kind of field asks. */
  readonly validators?: readonly Validator<NoInfer<Value>>[];
  /** Messages by Django's codes: `null`, `blank`, `invalid`, `invalid_choice`, `unique`. */
  readonly errorMessages?: Readonly<Record<string, string>>;
}

/** The kinds of fields, by the functions that make them. */
export type FieldKind =
  | "bigInteger"
  | "binary"
  | "boolean"
  | "char"
  | "choice"
  | "date"
  | "datetime"
  | "decimal"
  | "email"
  | "float"
  | "foreignKey"
  | "integer"
  | "json"
  | "manyToMany"
  | "oneToOne"
  | "positiveBigInteger"
  | "positiveInteger"
  | "positiveSmallInteger"
  | "slug"
  | "smallInteger"
  | "text"
  | "time"
  | "url"
  | "uuid";

/** A field as it was declared, for checks and for `fullClean`. */
export interface FieldDescription extends FieldOptions<unknown> {
  readonly kind: FieldKind;
  /** Whether it holds the moment of the last save. */
  readonly autoNow?: boolean;
  /** Whether it holds the moment of the first save. */
  readonly autoNowAdd?: boolean;
}

/** Under this name MikroORM carries the description along, through every `.nullable()` and `.default()`. */
const carried = "mkwebField";

/** Notes on a field's builder what was declared. */
export function describing<Builder extends { readonly "~options": object }, Value>(
  kind: FieldKind,
  options: FieldOptions<Value>,
  builder: Builder,
): Builder {
  Object.assign(builder["~options"], { [carried]: { kind, ...options } });
  return builder;
}

/** What was declared of a field of a model; `undefined` for one that `fields` did not make. */
export function descriptionOf(property: object): FieldDescription | undefined {
  return Reflect.get(property, carried);
}

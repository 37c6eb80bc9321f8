/**
 * A field carries its types as members for the compiler only, so that a model's types just index them: no conditional
 * type per field, and another model is resolved only when used.
 */
import type { FieldFile, File } from "../../files/index.ts";
import type { DateLookup, JsonLookup, Lookup, Q, Where } from "./conditions.ts";
import type { NotLoaded } from "./not-loaded.ts";
import type { NoField } from "./paths.ts";
import type { FieldsOf, Id, RowOf } from "./row.ts";
import type { RelatedManager } from "../related/related-manager.ts";

/** Members are unknown: assigning a field to this type never resolves another model, so cycles are allowed. */
export interface AnyField {
  /** Type on objects. */
  readonly "~read": unknown;
  /** Type in conditions. */
  readonly "~where": unknown;
  /** Type in create() and update(). */
  readonly "~write": unknown;
  /** Type in values() and expressions. */
  readonly "~value": unknown;
  /** Whether create() may omit it. */
  readonly "~optional": unknown;
  /** `"Id"` for a foreign key, `""` for a column, never for relations to many. */
  readonly "~column": unknown;
  /** The related model, or null if there may be none. */
  readonly "~target": unknown;
  /** Whether there may be several related rows. */
  readonly "~many": unknown;
}

export type Fields = Readonly<Record<string, AnyField>>;

/**
 * A reference to a model before it is defined: `() => Author`.
 *
 * Typed by a member instead of a signature: a signature would give the function a return type to infer, and TypeScript
 * would resolve the class it returns, and every class that one leads to, wherever one of them is mentioned.
 */
export interface Later {
  readonly call: unknown;
  /** Every model class has it, so that a class is refused where a function is needed. */
  readonly objects?: never;
}
export type Target<T> = T extends () => { readonly prototype: infer M } ? M : never;

/** What every field with a column says of itself; the methods stand with each, as they answer its own kind. */
interface Column<Optional extends boolean> extends AnyField {
  readonly "~optional": Optional;
  readonly "~column": "";
  readonly "~target": never;
  readonly "~many": false;
}

/** Accepts the same type as it returns. */
interface ValueColumn<V, Optional extends boolean> extends Column<Optional> {
  readonly "~read": V;
  readonly "~write": V;
  readonly "~value": V;
}

/** A field with a column. */
export interface Field<V, Optional extends boolean = false> extends ValueColumn<V, Optional> {
  readonly "~where": V | Lookup<NonNullable<V>>;
  /** Allows null, which becomes the default. */
  nullable(): Field<V | null, true>;
  /** Sets the default for new objects; a function is called for each. */
  default(value: NoInfer<V> | (() => NoInfer<V>)): Field<V, true>;
  /** Sets the default in the database: a literal or an expression. */
  dbDefault(value: unknown): Field<V, true>;
  /** Requires unique values. */
  unique(): Field<V, Optional>;
  /** Makes it the primary key. */
  primary(): PrimaryField<V, Optional>;
  /** Adds an index; `index(false)` removes that of a slug. */
  index(on?: boolean): Field<V, Optional>;
  /** Sets the column's name. Default: the field's name in snake case. */
  dbColumn(name: string): Field<V, Optional>;
}

export interface PrimaryField<V, Optional extends boolean> extends Field<V, Optional> {
  readonly "~primary": true;
  default(value: NoInfer<V> | (() => NoInfer<V>)): PrimaryField<V, true>;
  dbDefault(value: unknown): PrimaryField<V, true>;
  dbColumn(name: string): PrimaryField<V, Optional>;
}

/** A date, datetime or time; `year()` and similar functions compare a part. */
export interface MomentField<V, Optional extends boolean = false> extends ValueColumn<V, Optional> {
  readonly "~where": V | Lookup<NonNullable<V>> | DateLookup;
  nullable(): MomentField<V | null, true>;
  default(value: NoInfer<V> | (() => NoInfer<V>)): MomentField<V, true>;
  dbDefault(value: unknown): MomentField<V, true>;
  unique(): MomentField<V, Optional>;
  primary(): PrimaryField<V, Optional>;
  index(on?: boolean): MomentField<V, Optional>;
  dbColumn(name: string): MomentField<V, Optional>;
}

/** A decimal: text on objects, number or text when written. */
export interface DecimalField<
  Null = never,
  Optional extends boolean = false,
> extends Column<Optional> {
  readonly "~read": string | Null;
  readonly "~where": string | number | Lookup<string | number> | Null;
  readonly "~write": string | number | Null;
  readonly "~value": `${number}` | Null;
  nullable(): DecimalField<null, true>;
  default(value: string | number | (() => string | number)): DecimalField<Null, true>;
  dbDefault(value: unknown): DecimalField<Null, true>;
  unique(): DecimalField<Null, Optional>;
  primary(): PrimaryField<string, Optional>;
  index(on?: boolean): DecimalField<Null, Optional>;
  dbColumn(name: string): DecimalField<Null, Optional>;
}

/** A JSON value; `json()` compares its parts. */
export interface JsonField<V, Optional extends boolean = false> extends ValueColumn<V, Optional> {
  readonly "~where": V | Lookup<NonNullable<V>> | JsonLookup<NonNullable<V>>;
  nullable(): JsonField<V | null, true>;
  default(value: NoInfer<V> | (() => NoInfer<V>)): JsonField<V, true>;
  dbDefault(value: unknown): JsonField<V, true>;
  dbColumn(name: string): JsonField<V, Optional>;
}

/** A file: on objects the file itself, in queries its name. */
export interface FileField<
  Null = never,
  Optional extends boolean = false,
> extends Column<Optional> {
  readonly "~read": FieldFile;
  readonly "~where": string | Lookup<string> | Null;
  readonly "~write": string | File | FieldFile | Null;
  readonly "~value": string | Null;
  nullable(): FileField<null, true>;
  default(value: string | (() => string)): FileField<Null, true>;
  dbDefault(value: unknown): FileField<Null, true>;
  unique(): FileField<Null, Optional>;
  index(on?: boolean): FileField<Null, Optional>;
  dbColumn(name: string): FileField<Null, Optional>;
}

/** Computed by the database; never written. */
export interface GeneratedField<V> extends Column<true> {
  readonly "~read": V;
  readonly "~where": V | Lookup<NonNullable<V>>;
  readonly "~write": never;
  readonly "~value": V;
  nullable(): GeneratedField<V | null>;
  dbColumn(name: string): GeneratedField<V>;
}

export interface ForeignKey<
  T extends Later,
  Null = never,
  Optional extends boolean = false,
> extends AnyField {
  readonly "~read": Target<T> | NotLoaded<Target<T>> | Null;
  // Stands twice: the compiler would show the name of an alias in place of what can be written.
  readonly "~where":
    | RowOf<Target<T>>
    | Id<Target<T>>
    | Lookup<RowOf<Target<T>> | Id<Target<T>>>
    | Where<Target<T>>
    | Q<Where<Target<T>>>
    | Null;
  readonly "~write": RowOf<Target<T>> | Id<Target<T>> | Null;
  readonly "~value": Id<Target<T>> | Null;
  readonly "~optional": Optional;
  readonly "~column": "Id";
  readonly "~target": Target<T> | Null;
  readonly "~many": false;
  nullable(): ForeignKey<T, null, true>;
  default(value: unknown): ForeignKey<T, Null, true>;
  unique(): ForeignKey<T, Null, Optional>;
  primary(): PrimaryForeignKey<T>;
  index(on?: boolean): ForeignKey<T, Null, Optional>;
  dbColumn(name: string): ForeignKey<T, Null, Optional>;
}

/** A relation that is the model's primary key. */
export interface PrimaryForeignKey<T extends Later> extends ForeignKey<T> {
  readonly "~primary": true;
}

/** A relation that has no column here. */
interface Columnless<T extends Later> extends AnyField {
  readonly "~write": never;
  readonly "~value": Id<Target<T>> | null;
  readonly "~optional": true;
  readonly "~column": never;
  readonly "~target": Target<T> | null;
}

/** Relations to many; `F` is the other model's field that a reverse relation follows. */
export interface Many<T extends Later, F = never> extends Columnless<T> {
  readonly "~via": F;
  readonly "~read": [F] extends [keyof FieldsOf<Target<T>>]
    ? RelatedManager<Target<T>, F>
    : NoField<Target<T>, F>;
  readonly "~where":
    | RowOf<Target<T>>
    | Id<Target<T>>
    | Lookup<RowOf<Target<T>> | Id<Target<T>>>
    | Where<Target<T>>
    | Q<Where<Target<T>>>
    | null;
  readonly "~many": true;
}

/** The reverse of a one-to-one relation. */
export interface One<T extends Later> extends Columnless<T> {
  readonly "~read": Target<T> | NotLoaded<Target<T> | null> | null;
  readonly "~where":
    | RowOf<Target<T>>
    | Where<Target<T>>
    | Lookup<RowOf<Target<T>> | Id<Target<T>>>
    | null;
  readonly "~many": false;
}

/** A row of any model; has no column and cannot be used in conditions. */
export interface GenericForeignKey extends AnyField {
  readonly "~read": object | NotLoaded<object> | null;
  readonly "~where": never;
  readonly "~write": object | null;
  readonly "~value": never;
  readonly "~optional": true;
  readonly "~column": never;
  readonly "~target": object;
  readonly "~many": false;
}

/** A field added by annotate(): readable, not writable. */
export interface Annotation<V> extends AnyField {
  readonly "~read": V;
  readonly "~where": V | Lookup<NonNullable<V>>;
  readonly "~write": never;
  readonly "~value": V;
  readonly "~optional": true;
  readonly "~column": never;
  readonly "~target": never;
  readonly "~many": false;
}

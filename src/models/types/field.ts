/**
 * A field carries its types as members that exist for the compiler only, so that a model's types merely
 * index them: no conditional type per field, and nothing of another model is looked at before somebody asks.
 */
import type { FieldFile, File } from "../../files/index.ts";
import type { DateLookup, JsonLookup, Lookup, Q, Where } from "./conditions.ts";
import type { NotLoaded } from "./not-loaded.ts";
import type { NoField } from "./paths.ts";
import type { FieldsOf, Id, RowOf } from "./row.ts";
import type { RelatedManager } from "../related/related-manager.ts";

/** Members are unknown: assigning a field to this never resolves the other model, so circles are legal. */
export interface AnyField {
  /** On an object. */
  readonly "~read": unknown;
  /** In conditions. */
  readonly "~where": unknown;
  /** In create() and update(). */
  readonly "~write": unknown;
  /** In values() and expressions. */
  readonly "~value": unknown;
  /** Whether create() may leave it out. */
  readonly "~optional": unknown;
  /** `"Id"` of a foreign key, `""` of a column, never of relations to many. */
  readonly "~column": unknown;
  /** The other model, or null if there may be none. */
  readonly "~target": unknown;
  /** Whether there may be many others. */
  readonly "~many": unknown;
}

export type Fields = Readonly<Record<string, AnyField>>;

/** A model named before it is defined: `() => Author`. Returns void: its result is not looked at. */
export type Later = () => void;
export type Target<T> = T extends () => { readonly prototype: infer M } ? M : never;

/** What every field with a column says of itself; the methods stand with each, as they answer its own kind. */
interface Column<Optional extends boolean> extends AnyField {
  readonly "~optional": Optional;
  readonly "~column": "";
  readonly "~target": never;
  readonly "~many": false;
}

/** One that takes what it gives. */
interface ValueColumn<V, Optional extends boolean> extends Column<Optional> {
  readonly "~read": V;
  readonly "~write": V;
  readonly "~value": V;
}

/** A field with a column. */
export interface Field<V, Optional extends boolean = false> extends ValueColumn<V, Optional> {
  readonly "~where": V | Lookup<NonNullable<V>>;
  /** Lets it be null, its default. */
  nullable(): Field<V | null, true>;
  /** The value of an object that is given none; a function is called each time. */
  default(value: NoInfer<V> | (() => NoInfer<V>)): Field<V, true>;
  /** The value that the database gives a row that has none: a literal or an expression. */
  dbDefault(value: unknown): Field<V, true>;
  /** No two rows have the same. */
  unique(): Field<V, Optional>;
  /** Makes it the key of the model. */
  primary(): PrimaryField<V, Optional>;
  /** Gives it an index; `index(false)` takes that of a slug away. */
  index(on?: boolean): Field<V, Optional>;
  /** Its column, if not the name in small letters with underscores. */
  dbColumn(name: string): Field<V, Optional>;
}

export interface PrimaryField<V, Optional extends boolean> extends Field<V, Optional> {
  readonly "~primary": true;
  default(value: NoInfer<V> | (() => NoInfer<V>)): PrimaryField<V, true>;
  dbDefault(value: unknown): PrimaryField<V, true>;
  dbColumn(name: string): PrimaryField<V, Optional>;
}

/** A day, a moment or a time of day; `year()` and its like look at a part. */
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

/** An exact number: text on objects, number or text where it is written. */
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

/** A JSON value; `json()` looks inside. */
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

/** What the database makes; never written. */
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

/** A relation that is its model's key. */
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

/** Relations to many; `F` is the field of the other model that a reverse one follows. */
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

/** The other side of a one-to-one relation. */
export interface One<T extends Later> extends Columnless<T> {
  readonly "~read": Target<T> | NotLoaded<Target<T> | null> | null;
  readonly "~where":
    | RowOf<Target<T>>
    | Where<Target<T>>
    | Lookup<RowOf<Target<T>> | Id<Target<T>>>
    | null;
  readonly "~many": false;
}

/** A row of any model; no column, and no part of conditions. */
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

/** What annotate() adds: a column to ask for, not to write. */
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

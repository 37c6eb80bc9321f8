import type { Duration } from "../../query/index.ts";
import type { AnyField, Fields, Later, Target } from "./field.ts";
import type { Relation } from "./paths.ts";
import type { fieldsOf, Loaded, modelOf, PrimaryOf } from "./row.ts";

declare const loaded: unique symbol;

/** How many rows were deleted, in all and by model. */
export type Deleted = readonly [total: number, byModel: Readonly<Record<string, number>>];

export interface SaveOptions<Name = string> {
  /** Writes these fields only, and only to a row that is there. Of none, nothing is written. */
  readonly updateFields?: readonly Name[];
  /** Inserts, and fails where there is such a row. */
  readonly forceInsert?: boolean;
  /** Updates, and fails where there is no such row. */
  readonly forceUpdate?: boolean;
  /** The name of a database in DATABASES. Default the one the object came from. */
  readonly using?: string;
}

export interface DeleteOptions {
  readonly using?: string;
  /** Multi-table inheritance: leaves the rows of the models this one extends. Default false. */
  readonly keepParents?: boolean;
}

export interface RefreshOptions<Name = string> {
  /** Reads these fields only. */
  readonly fields?: readonly Name[];
  readonly using?: string;
}

export interface CleanOptions {
  /** Fields that are not looked at. */
  readonly exclude?: readonly string[];
  /** Default true. */
  readonly validateUnique?: boolean;
  /** Default true. */
  readonly validateConstraints?: boolean;
}

type ValueOf<F> = F extends { readonly "~value": infer V } ? V : never;

/** A value as `toJson` gives it. */
export type JsonOf<V> = V extends bigint | Duration | Uint8Array ? string : V;

/** What every object with the fields `P` can do. */
export interface ModelMethods<P> {
  /**
   * Writes every field, as Django does: an update if there is a row with this key, else an insert.
   *
   * @throws {ValueError}, {ValidationError} A value that its field does not take; the message names model and field.
   * @throws {IntegrityError} The database refuses the row.
   */
  save(options?: SaveOptions<keyof P>): Promise<this>;
  /**
   * Deletes the row and what belongs to it, as `onDelete` says.
   *
   * @throws {ProtectedError} Rows point to it with `onDelete: "protect"`; {@link RestrictedError} likewise.
   */
  delete(options?: DeleteOptions): Promise<Deleted>;
  /**
   * Reads the row anew, dropping changes that are not saved.
   *
   * @throws {DoesNotExist} The row is gone.
   */
  refreshFromDb(options?: RefreshOptions<keyof P>): Promise<this>;
  /**
   * Checks the object as Django's `full_clean`: every field, {@link ModelMethods.clean}, what must be
   * unique, and the constraints. `save` does not call it.
   *
   * @throws {ValidationError} All that is wrong, by field; of the object as a whole under `__all__`.
   */
  fullClean(options?: CleanOptions): Promise<void>;
  /** For a model to override: throws a ValidationError if its fields do not go together. */
  clean(): void | Promise<void>;
  /**
   * Asks the database whether other rows have what must be unique; Django's `validate_unique`.
   *
   * @throws {ValidationError} What they have already, by field; of several fields under `__all__`.
   */
  validateUnique(options?: Pick<CleanOptions, "exclude">): Promise<void>;
  /** Whether both are of one row. */
  equals(other: unknown): boolean;
  /**
   * A plain object of some fields, for JSON: `toJson(["id", "title"])`. A relation is the key of the other object,
   * bigints and durations are texts, bytes are in base 64, files are their names.
   *
   * @throws {TypeError} A name of no field and no property.
   */
  toJson<const N extends keyof this & string>(
    names: readonly N[],
  ): { readonly [K in N]: JsonOf<K extends keyof P ? ValueOf<P[K]> : this[K]> };
  toString(): string;
}

/** The same for the objects of a model. */
export interface ModelObject<F extends Later, P> extends ModelMethods<P> {
  readonly [fieldsOf]: P;
  readonly [modelOf]: Target<F>;
  readonly [loaded]: true;
  readonly pk: PrimaryOf<P>;
  /** The same object, typed with what is loaded now. */
  load<const R extends string>(
    ...relations: readonly Relation<Target<F>, R, true>[]
  ): Promise<this & Loaded<Target<F>, R>>;
}

/** An object of a model with the fields `P`. */
export type Instance<F extends Later, P extends Fields> = ModelObject<F, P> & {
  -readonly [K in keyof P]: P[K]["~read"];
} & {
  -readonly [K in keyof P as `${K & string}${P[K]["~column"] & "Id"}`]: P[K]["~value"];
};

/** The fields of an object of an abstract model. */
export type AbstractInstance<A extends Fields> = {
  -readonly [K in keyof A]: (A[K] & AnyField)["~read"];
} & { -readonly [K in keyof A as `${K & string}${A[K]["~column"] & "Id"}`]: A[K]["~value"] } & {
  readonly [fieldsOf]: A;
} & ModelMethods<A> & { readonly pk: unknown };

import type { Duration } from "../../query/index.ts";
import type { AnyField, Fields, Later, Target } from "./field.ts";
import type { Relation } from "./paths.ts";
import type { fieldsOf, Loaded, modelOf, PrimaryOf } from "./row.ts";

declare const loaded: unique symbol;

/** Number of deleted rows, in total and by model. */
export type Deleted = readonly [total: number, byModel: Readonly<Record<string, number>>];

export interface SaveOptions<Name = string> {
  /** Writes only these fields, and only if the row exists. An empty list writes nothing. */
  readonly updateFields?: readonly Name[];
  /** Inserts, and fails if the row exists. */
  readonly forceInsert?: boolean;
  /** Updates, and fails if the row does not exist. */
  readonly forceUpdate?: boolean;
  /** Name of a database in DATABASES. Default: the one that the object came from. */
  readonly using?: string;
}

export interface DeleteOptions {
  readonly using?: string;
  /** Keeps the rows of parent models. Default false. */
  readonly keepParents?: boolean;
}

export interface RefreshOptions<Name = string> {
  /** Reads only these fields. */
  readonly fields?: readonly Name[];
  readonly using?: string;
}

export interface CleanOptions {
  /** Fields to skip. */
  readonly exclude?: readonly string[];
  /** Default true. */
  readonly validateUnique?: boolean;
  /** Default true. */
  readonly validateConstraints?: boolean;
}

type ValueOf<F> = F extends { readonly "~value": infer V } ? V : never;

/** The type of a value in `toJson`. */
export type JsonOf<V> = V extends bigint | Duration | Uint8Array ? string : V;

/** The methods of an object with the fields `P`. */
export interface ModelMethods<P> {
  /**
   * Writes every field, as in Django: updates the row with this key, or inserts it.
   *
   * @throws {ValueError}, {ValidationError} If a value is invalid; the message names model and field.
   * @throws {IntegrityError} If the database refuses the row.
   */
  save(options?: SaveOptions<keyof P>): Promise<this>;
  /**
   * Deletes the row and what belongs to it, by `onDelete`.
   *
   * @throws {ProtectedError} If rows refer to it with `onDelete: "protect"`; {@link RestrictedError} likewise.
   */
  delete(options?: DeleteOptions): Promise<Deleted>;
  /**
   * Reloads the row, dropping unsaved changes.
   *
   * @throws {DoesNotExist} If the row no longer exists.
   */
  refreshFromDb(options?: RefreshOptions<keyof P>): Promise<this>;
  /**
   * Validates the object like Django's `full_clean`: every field, {@link ModelMethods.clean}, uniqueness and constraints.
   * `save` does not call it.
   *
   * @throws {ValidationError} With all errors by field; those of the object as a whole under `__all__`.
   */
  fullClean(options?: CleanOptions): Promise<void>;
  /** Override it to throw a ValidationError if fields do not fit together. */
  clean(): void | Promise<void>;
  /**
   * Checks in the database that unique values are free; Django's `validate_unique`.
   *
   * @throws {ValidationError} With errors by field; those of several fields under `__all__`.
   */
  validateUnique(options?: Pick<CleanOptions, "exclude">): Promise<void>;
  /** Whether both represent the same row. */
  equals(other: unknown): boolean;
  /**
   * Returns a plain object with some fields, for JSON: `toJson(["id", "title"])`. A relation becomes the other object's
   * key, bigints and durations become texts, bytes base64, files their names.
   *
   * @throws {TypeError} If a name is neither a field nor a property.
   */
  toJson<const N extends keyof this & string>(
    names: readonly N[],
  ): { readonly [K in N]: JsonOf<K extends keyof P ? ValueOf<P[K]> : this[K]> };
  toString(): string;
}

/** Like {@link ModelMethods}, for objects of a model. */
export interface ModelObject<F extends Later, P> extends ModelMethods<P> {
  readonly [fieldsOf]: P;
  readonly [modelOf]: Target<F>;
  readonly [loaded]: true;
  readonly pk: PrimaryOf<P>;
  /** Loads relations; returns the same object with their types. */
  load<const R extends string>(
    ...relations: readonly (R & NoInfer<Relation<Target<F>, R, true>>)[]
  ): Promise<this & Loaded<Target<F>, R>>;
}

/** An object of a model with the fields `P`. */
export type Instance<F extends Later, P extends Fields> = ModelObject<F, P> & {
  -readonly [K in keyof P]: P[K]["~read"];
} & {
  -readonly [K in keyof P as `${K & string}${P[K]["~column"] & "Id"}`]: P[K]["~value"];
};

/** The fields of an abstract model's object. */
export type AbstractInstance<A extends Fields> = {
  -readonly [K in keyof A]: (A[K] & AnyField)["~read"];
} & { -readonly [K in keyof A as `${K & string}${A[K]["~column"] & "Id"}`]: A[K]["~value"] } & {
  readonly [fieldsOf]: A;
} & ModelMethods<A> & { readonly pk: unknown };

import type { InferEntityFromProperties, RequiredEntityData } from "@mikro-orm/core";
import type { Deleted } from "./delete.ts";
import type { fields } from "./fields.ts";
import type { CleanOptions } from "./validation/full-clean.ts";

/**
 * Where the compiler finds a model's fields apart from the methods of its class; nothing at run time.
 *
 * @public Declarations of other modules name it.
 */
export declare const fieldsOf: unique symbol;

/** What every object of a model can do. */
export interface ModelInstance {
  /**
   * Writes the object: an insert the first time, an update of what has changed afterwards. If its
   * collections have changed, or it belongs to objects that are not saved yet, all changes of the unit of
   * work are written.
   */
  save(): Promise<this>;
  /** Deletes the row and all that belongs to it with `onDelete: "cascade"`. */
  delete(): Promise<Deleted>;
  /** Reads the row anew, dropping changes that are not saved. */
  refreshFromDb(): Promise<this>;
  /**
   * Checks the object as Django's `full_clean`: every field, {@link ModelInstance.clean}, what must be
   * unique, and the constraints. `save` does not call it.
   *
   * @throws {ValidationError} All that is wrong, by field; of the object as a whole under `__all__`.
   */
  fullClean(options?: CleanOptions): Promise<void>;
  /** For a model to override: throws a ValidationError if its fields do not go together. */
  clean(): void | Promise<void>;
  toString(): string;
}

/** An object of a model with these fields. */
export type Instance<P extends Properties> = Fields<P> &
  ModelInstance & { readonly [fieldsOf]?: Fields<P> };

export type Properties = Readonly<Record<string, unknown>>;

/** The fields of a model's objects. */
export type FieldsOf<T> = T extends { readonly [fieldsOf]?: infer Known } ? NonNullable<Known> : T;

/** What a new object needs: every field that is neither nullable nor has a default. */
export type NewData<T> = {
  [Name in keyof RequiredEntityData<FieldsOf<T>>]: NewValue<FieldsOf<T>[Name & keyof FieldsOf<T>]>;
};

/** A relation takes an object or its id. */
type NewValue<Value> =
  NonNullable<Value> extends { readonly owner: object; [at: number]: infer Item }
    ? readonly Item[]
    : NonNullable<Value> extends { save(): unknown; readonly id: infer Id }
      ? Value | Id
      : Value;

/** The same, with those left out that are known already. */
export type NewDataBut<T, Known extends PropertyKey> = [Known] extends [never]
  ? NewData<T>
  : Omit<NewData<T>, Known>;

type Fields<P extends Properties> = InferEntityFromProperties<WithId<P>>;
type WithId<P> = true extends { [K in keyof P]: IsPrimary<P[K]> }[keyof P]
  ? P
  : P & { readonly id: Id };
type IsPrimary<Field> = Field extends { "~options": { primary: true } } ? true : false;
type Id = PrimaryOf<ReturnType<(typeof fields)["bigInteger"]>>;
type PrimaryOf<Field> = Field extends { primary(): infer Primary } ? Primary : never;

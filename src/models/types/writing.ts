import type { Computed, FieldOf } from "./conditions.ts";
import type { FieldsOf, Get, New } from "./row.ts";

/** New values of columns, or expressions. */
export type Changes<M> = {
  readonly [K in keyof FieldsOf<M>]?:
    | Get<M, K, "~write">
    | FieldOf<M, NonNullable<Get<M, K, "~value">>>
    | ([Get<M, K, "~write">] extends [never] ? never : Computed<Get<M, K, "~value">>);
} & {
  readonly [K in keyof FieldsOf<M> as `${K & string}${Get<M, K, "~column"> & "Id"}`]?: Get<
    M,
    K,
    "~value"
  >;
};

/** A further argument, optional if nothing in it is required. */
export type Rest<T> = Readonly<Record<never, never>> extends T ? [rest?: T] : [rest: T];

/** Arguments of `updateOrCreate` after the conditions: values for both cases, or for each. */
export type UpdateOrCreateRest<M, K extends keyof New<M>> =
  | Rest<Omit<New<M>, K>>
  | [update: Partial<New<M>>, create: Omit<New<M>, K>];

export interface BulkCreateOptions<M> {
  /** Maximum number of rows per statement. Default: what the database accepts. */
  readonly batchSize?: number;
  /** Skips rows that violate unique constraints; then keys are not read back. */
  readonly ignoreConflicts?: boolean;
  /** Updates `updateFields` of an existing row with the same `uniqueFields`. */
  readonly updateConflicts?: boolean;
  readonly updateFields?: readonly (keyof FieldsOf<M>)[];
  readonly uniqueFields?: readonly (keyof FieldsOf<M> | "pk")[];
}

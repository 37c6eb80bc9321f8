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

/** One more argument, which may be left out if nothing in it is needed. */
export type Rest<T> = Readonly<Record<never, never>> extends T ? [rest?: T] : [rest: T];

/** What `updateOrCreate` takes behind the conditions: values for both, or for each its own. */
export type UpdateOrCreateRest<M, K extends keyof New<M>> =
  | Rest<Omit<New<M>, K>>
  | [update: Partial<New<M>>, create: Omit<New<M>, K>];

export interface BulkCreateOptions<M> {
  /** How many rows a statement holds, at most. Default what the database takes. */
  readonly batchSize?: number;
  /** Leaves out rows that a unique rule refuses; then keys are not read back. */
  readonly ignoreConflicts?: boolean;
  /** Changes the row that is there instead, in `updateFields`, where `uniqueFields` are the same. */
  readonly updateConflicts?: boolean;
  readonly updateFields?: readonly (keyof FieldsOf<M>)[];
  readonly uniqueFields?: readonly (keyof FieldsOf<M> | "pk")[];
}

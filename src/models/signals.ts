import { Signal } from "../dispatch/index.ts";

/** What the signals about one object carry; their sender is its class. */
export interface InstanceEvent {
  readonly instance: object;
  /** The database's name in DATABASES. */
  readonly using: string;
}

export interface SaveEvent extends InstanceEvent {
  /** Whether it is saved as a fixture has it: parents and related rows may not be there. */
  readonly raw: boolean;
  /** The only fields that are written, if they were named. */
  readonly updateFields: readonly string[] | undefined;
}

/** Sent before an object's row is written. */
export const preSave = new Signal<SaveEvent>();

/** Sent after an object's row was written. */
export const postSave = new Signal<SaveEvent & { readonly created: boolean }>();

export interface DeleteEvent extends InstanceEvent {
  /** The object or the query set that `delete()` was called of. */
  readonly origin: object;
}

/** Sent before an object's row is deleted. */
export const preDelete = new Signal<DeleteEvent>();

/** Sent after an object's row was deleted; its key is still there. */
export const postDelete = new Signal<DeleteEvent>();

export interface ManyToManyEvent extends InstanceEvent {
  readonly action: "preAdd" | "postAdd" | "preRemove" | "postRemove" | "preClear" | "postClear";
  /** Whether `instance` is on the side that does not declare the relation. */
  readonly reverse: boolean;
  /** The class of the objects that are added or removed. */
  readonly model: unknown;
  /** Their keys; of a cleared relation `undefined`. */
  readonly pkSet: ReadonlySet<unknown> | undefined;
}

/** Sent when a many-to-many relation changes; its sender is the model of the rows between. */
export const m2mChanged = new Signal<ManyToManyEvent>();

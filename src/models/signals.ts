import { Signal } from "../dispatch/index.ts";

/** Payload of signals about one object; the sender is its class. */
export interface InstanceEvent {
  readonly instance: object;
  /** Name of the database in DATABASES. */
  readonly using: string;
}

export interface SaveEvent extends InstanceEvent {
  /** Whether it is saved from a fixture: parents and related rows may be missing. */
  readonly raw: boolean;
  /** The only fields to write, if they were named. */
  readonly updateFields: readonly string[] | undefined;
}

/**
 * Sent before an object's row is written.
 *
 * @example
 * preSave.connect(({ instance }) => console.log(`saving ${instance}`), { sender: Question });
 */
export const preSave = new Signal<SaveEvent>();

/**
 * Sent after an object's row was written.
 *
 * @example
 * postSave.connect(({ instance, created }) => {
 *   if (created) console.log(`new: ${instance}`);
 * });
 */
export const postSave = new Signal<SaveEvent & { readonly created: boolean }>();

export interface DeleteEvent extends InstanceEvent {
  /** The object or query set on which `delete()` was called. */
  readonly origin: object;
}

/**
 * Sent before an object's row is deleted.
 *
 * @example
 * preDelete.connect(({ instance }) => console.log(`deleting ${instance}`), { sender: Question });
 */
export const preDelete = new Signal<DeleteEvent>();

/**
 * Sent after an object's row was deleted; the object still has its key.
 *
 * @example
 * postDelete.connect(({ instance }) => console.log(`deleted ${instance}`), { sender: Question });
 */
export const postDelete = new Signal<DeleteEvent>();

export interface ManyToManyEvent extends InstanceEvent {
  readonly action: "preAdd" | "postAdd" | "preRemove" | "postRemove" | "preClear" | "postClear";
  /** Whether `instance` is on the reverse side of the relation. */
  readonly reverse: boolean;
  /** Class of the objects added or removed. */
  readonly model: unknown;
  /** Their keys; `undefined` when the relation is cleared. */
  readonly pkSet: ReadonlySet<unknown> | undefined;
}

/**
 * Sent when a many-to-many relation changes; the sender is its through model.
 *
 * @example
 * m2mChanged.connect(({ action, pkSet }) => console.log(action, pkSet));
 */
export const m2mChanged = new Signal<ManyToManyEvent>();

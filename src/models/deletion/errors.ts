import { IntegrityError } from "../../connections/index.ts";

/** Rows cannot be deleted, as others refer to them with `onDelete: "protect"`. Django's exception of this name. */
export class ProtectedError extends IntegrityError {
  override readonly name = "ProtectedError";
  /** The objects that prevent it. */
  readonly protectedObjects: readonly object[];

  constructor(message: string, protectedObjects: readonly object[]) {
    super(message);
    this.protectedObjects = protectedObjects;
  }
}

/**
 * Rows cannot be deleted, as others refer to them with `onDelete: "restrict"` and are not deleted too. Django's
 * exception of this name.
 */
export class RestrictedError extends IntegrityError {
  override readonly name = "RestrictedError";
  /** The objects that prevent it. */
  readonly restrictedObjects: readonly object[];

  constructor(message: string, restrictedObjects: readonly object[]) {
    super(message);
    this.restrictedObjects = restrictedObjects;
  }
}

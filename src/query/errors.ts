/** A name in a query that leads nowhere, or a field used in a way that its kind does not allow. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

/** `only()` or `defer()` names a field that the model does not have. */
export class FieldDoesNotExist extends Error {
  override readonly name = "FieldDoesNotExist";
}

/** A value that a query cannot mean: no number, a negative slice, an object of another model. */
export class ValueError extends TypeError {
  override readonly name = "ValueError";
}

/** An unknown name in a query, or a field used in a way its type does not allow. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

/** `only()` or `defer()` names an unknown field. */
export class FieldDoesNotExist extends Error {
  override readonly name = "FieldDoesNotExist";
}

/** An invalid value in a query: not a number, a negative slice, an object of another model. */
export class ValueError extends TypeError {
  override readonly name = "ValueError";
}

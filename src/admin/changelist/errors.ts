import { SuspiciousOperation } from "../../http/index.ts";

/** The list's query is invalid: an unknown lookup, a value of the wrong type, a page after the last. */
export class IncorrectLookupParameters extends Error {
  override readonly name = "IncorrectLookupParameters";

  constructor(cause?: unknown) {
    super("The list cannot be filtered by the parameters of its query.", { cause });
  }
}

/** The query uses a lookup that the admin does not allow. */
export class DisallowedModelAdminLookup extends SuspiciousOperation {
  override readonly name = "DisallowedModelAdminLookup";
}

/** The query names a field that no relation refers to. */
export class DisallowedModelAdminToField extends SuspiciousOperation {
  override readonly name = "DisallowedModelAdminToField";

  constructor(field: string) {
    super(`The field ${field} cannot be referenced.`);
  }
}

import { SuspiciousOperation } from "../../http/index.ts";

/** The query asks for what no list has: an unknown lookup, a value of the wrong kind, a page beyond the last. */
export class IncorrectLookupParameters extends Error {
  override readonly name = "IncorrectLookupParameters";

  constructor(cause?: unknown) {
    super("The list's query has parameters that it cannot be filtered by.", { cause });
  }
}

/** The query asks by a lookup that the admin does not allow. */
export class DisallowedModelAdminLookup extends SuspiciousOperation {
  override readonly name = "DisallowedModelAdminLookup";
}

/** The query names a field that nothing refers to. */
export class DisallowedModelAdminToField extends SuspiciousOperation {
  override readonly name = "DisallowedModelAdminToField";

  constructor(field: string) {
    super(`The field ${field} cannot be referenced.`);
  }
}

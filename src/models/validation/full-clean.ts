import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { CleanOptions } from "../types/model-object.ts";
import { cleanFields } from "./clean-fields.ts";
import { constraintErrors } from "./constraints.ts";
import { uniqueErrors } from "./unique.ts";

/** What is wrong, by field; of the object as a whole under `__all__`. */
export type Errors = Readonly<Record<string, readonly ValidationError[]>>;

/**
 * Checks an object as Django's `full_clean`: its fields one by one, `clean`, what must be unique, and its
 * constraints. A field that is wrong is left out of what comes after.
 *
 * @throws {ValidationError} All that is wrong, by field; of the object as a whole under `__all__`.
 */
export async function fullClean(
  object: ModelBase,
  { exclude = [], validateUnique = true, validateConstraints = true }: CleanOptions = {},
): Promise<void> {
  const excluded = new Set(exclude);
  const errors: Record<string, ValidationError[]> = {};
  const collect = (found: Errors): void => {
    for (const [name, each] of Object.entries(found)) {
      errors[name] = [...(errors[name] ?? []), ...each];
      if (name !== NON_FIELD_ERRORS) excluded.add(name);
    }
  };
  collect(await cleanFields(object, excluded));
  collect(await cleanErrors(object));
  if (validateUnique) collect(await uniqueErrors(object, excluded));
  if (validateConstraints) collect(await constraintErrors(object, excluded));
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
}

async function cleanErrors(object: ModelBase): Promise<Errors> {
  try {
    await object.clean();
    return {};
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.errorDict ?? { [NON_FIELD_ERRORS]: error.errorList };
  }
}

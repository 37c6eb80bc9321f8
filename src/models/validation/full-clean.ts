import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { CleanOptions, ModelMethods } from "../types/model-object.ts";
import { cleanFields } from "./clean-fields.ts";
import { constraintErrors } from "./constraints.ts";

/** Errors by field; those of the object as a whole under `__all__`. */
export type Errors = Readonly<Record<string, readonly ValidationError[]>>;

/**
 * Validates an object like Django's `full_clean`: each field, `clean`, uniqueness and constraints. Later checks skip
 * invalid fields.
 *
 * @throws {ValidationError} With all errors by field; those of the object as a whole under `__all__`.
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
  collect(await saidBy(() => object.clean()));
  if (validateUnique) collect(await saidBy(() => validateUniqueOf(object, excluded)));
  if (validateConstraints) collect(await constraintErrors(object, excluded));
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
}

/** Calls the model's own `validateUnique`, if any. */
async function validateUniqueOf(object: ModelBase, excluded: ReadonlySet<string>): Promise<void> {
  const own = object as unknown as Pick<ModelMethods<unknown>, "validateUnique">;
  await own.validateUnique({ exclude: [...excluded] });
}

/** Returns the errors that a check throws, by field. */
async function saidBy(check: () => void | Promise<void>): Promise<Errors> {
  try {
    await check();
    return {};
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.errorDict ?? { [NON_FIELD_ERRORS]: error.errorList };
  }
}

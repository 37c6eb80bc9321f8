import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { CleanOptions, ModelMethods } from "../types/model-object.ts";
import { cleanFields } from "./clean-fields.ts";
import { constraintErrors } from "./constraints.ts";

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
  collect(await saidBy(() => object.clean()));
  if (validateUnique) collect(await saidBy(() => validateUniqueOf(object, excluded)));
  if (validateConstraints) collect(await constraintErrors(object, excluded));
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
}

/** A model may say for itself what must be unique. */
async function validateUniqueOf(object: ModelBase, excluded: ReadonlySet<string>): Promise<void> {
  const own = object as unknown as Pick<ModelMethods<unknown>, "validateUnique">;
  await own.validateUnique({ exclude: [...excluded] });
}

/** What a check throws, by field. */
async function saidBy(check: () => void | Promise<void>): Promise<Errors> {
  try {
    await check();
    return {};
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.errorDict ?? { [NON_FIELD_ERRORS]: error.errorList };
  }
}

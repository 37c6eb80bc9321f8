import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import { entityManager } from "../unit-of-work.ts";
import { cleanFields } from "./clean-fields.ts";
import { constraintErrors } from "./constraints.ts";
import { uniqueErrors } from "./unique.ts";

export interface CleanOptions {
  /** Fields that are not looked at. */
  readonly exclude?: readonly string[];
  /** Default true. */
  readonly validateUnique?: boolean;
  /** Default true. */
  readonly validateConstraints?: boolean;
}

interface Cleanable {
  clean(): void | Promise<void>;
}

/**
 * Checks an object as Django's `full_clean`: its fields one by one, `clean`, what must be unique, and its
 * constraints. A field that is wrong is left out of what comes after.
 *
 * @throws {ValidationError} All that is wrong, by field; of the object as a whole under `__all__`.
 */
export async function fullClean(
  entity: Cleanable,
  { exclude = [], validateUnique = true, validateConstraints = true }: CleanOptions = {},
): Promise<void> {
  // Only then an object knows its model's fields.
  await entityManager();
  const excluded = new Set(exclude);
  const errors: Record<string, ValidationError[]> = {};
  const collect = (found: Readonly<Record<string, ValidationError | ValidationError[]>>): void => {
    for (const [name, each] of Object.entries(found)) {
      errors[name] = [...(errors[name] ?? []), ...[each].flat()];
      if (name !== NON_FIELD_ERRORS) excluded.add(name);
    }
  };
  collect(await cleanFields(entity, excluded));
  collect(await cleanErrors(entity));
  if (validateUnique) collect(await uniqueErrors(entity, excluded));
  if (validateConstraints) collect(await constraintErrors(entity, excluded));
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
}

async function cleanErrors(entity: Cleanable): Promise<Record<string, ValidationError[]>> {
  try {
    await entity.clean();
    return {};
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    if (!error.errorDict) return { [NON_FIELD_ERRORS]: [...error.errorList] };
    return Object.fromEntries(
      Object.entries(error.errorDict).map(([name, list]) => [name, [...list]]),
    );
  }
}

import { wrap, type EntityProperty } from "@mikro-orm/core";
import { ValidationError } from "../../validators/index.ts";
import { descriptionOf, type FieldDescription } from "../field-options.ts";
import { entityManager } from "../unit-of-work.ts";
import { convert } from "./convert.ts";
import { isEmpty } from "./empty.ts";
import { kindValidators } from "./kind-validators.ts";
import { modelName, shown } from "./words.ts";

/** Converts and checks every field of an object but those excluded. @returns What is wrong, by field. */
export async function cleanFields(
  entity: object,
  exclude: ReadonlySet<string>,
): Promise<Record<string, ValidationError>> {
  const errors: Record<string, ValidationError> = {};
  for (const property of wrap(entity, true).__meta.props) {
    const description = descriptionOf(property);
    if (!description || exclude.has(property.name) || description.kind === "manyToMany") continue;
    // The database gives it its value.
    if (property.autoincrement) continue;
    try {
      await cleanField(entity, property, description);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      errors[property.name] = error;
    }
  }
  return errors;
}

async function cleanField(
  entity: object,
  property: EntityProperty,
  description: FieldDescription,
): Promise<void> {
  const raw: unknown = Reflect.get(entity, property.name);
  if (description.blank === true && isEmpty(raw)) return;
  const { kind, errorMessages } = description;
  const value = raw === undefined || raw === null ? null : convert(kind, raw, errorMessages);
  validate(value, property, description);
  if (kind === "foreignKey" || kind === "oneToOne") {
    await relatedExists(value, property);
    return;
  }
  if (!isEmpty(value)) runValidators(value, property, description);
  if (value !== raw && raw !== undefined) Reflect.set(entity, property.name, value);
}

/** Choices, null and blank, in Django's order. */
function validate(value: unknown, property: EntityProperty, description: FieldDescription): void {
  const { choices, blank = false, errorMessages } = description;
  const fail = (code: string, usual: string): never => {
    const params = { value: shown(value) };
    throw new ValidationError(errorMessages?.[code] ?? usual, { code, params });
  };
  if (choices && !isEmpty(value)) {
    const allowed = choices.map((choice) => (Array.isArray(choice) ? choice[0] : choice));
    if (!allowed.includes(value)) fail("invalid_choice", "Value %(value)s is not a valid choice.");
    return;
  }
  if (value === null && property.nullable !== true) fail("null", "This field cannot be null.");
  if (!blank && isEmpty(value)) fail("blank", "This field cannot be blank.");
}

function runValidators(
  value: unknown,
  property: EntityProperty,
  { kind, validators = [], errorMessages }: FieldDescription,
): void {
  const errors: ValidationError[] = [];
  for (const validator of [...kindValidators(kind, property), ...validators]) {
    try {
      // Converted to the kind's type before.
      Reflect.apply(validator, undefined, [value]);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const message = error.code === undefined ? undefined : errorMessages?.[error.code];
      const { code = "invalid", params = {} } = error;
      errors.push(message === undefined ? error : new ValidationError(message, { code, params }));
    }
  }
  if (errors.length > 0) throw new ValidationError(errors);
}

async function relatedExists(value: unknown, { targetMeta }: EntityProperty): Promise<void> {
  if (typeof value !== "object" || value === null || !targetMeta) return;
  const key = String(targetMeta.primaryKeys[0]);
  const id: unknown = Reflect.get(value, key);
  if (id === undefined || id === null) {
    throw new ValidationError("This field cannot be null.", { code: "null" });
  }
  const em = await entityManager();
  if ((await em.count(targetMeta.class, { [key]: id })) > 0) return;
  throw new ValidationError("%(model)s instance with %(field)s %(value)s does not exist.", {
    code: "invalid",
    params: { model: modelName(targetMeta), field: key, value: shown(id) },
  });
}

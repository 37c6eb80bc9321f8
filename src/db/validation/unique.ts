import { wrap, type EntityMetadata } from "@mikro-orm/core";
import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import { optionsOf } from "../definitions.ts";
import { descriptionOf } from "../field-options.ts";
import { entityManager } from "../unit-of-work.ts";
import { isEmpty } from "./empty.ts";
import { capitalized, fieldName, listed, modelName } from "./words.ts";

/** What other rows have already of what must be unique, by field; of several fields under `__all__`. */
export async function uniqueErrors(
  entity: object,
  exclude: ReadonlySet<string>,
): Promise<Record<string, ValidationError[]>> {
  const { __meta: meta } = wrap(entity, true);
  const single = meta.props
    .filter(({ unique, primary, autoincrement }) => unique || (primary && !autoincrement))
    .map(({ name }) => [name]);
  const together = (optionsOf(meta.class).uniqueTogether ?? []).map((names) => names.map(String));
  const errors: Record<string, ValidationError[]> = {};
  for (const names of [...together, ...single]) {
    if (names.some((name) => exclude.has(name)) || !(await isTaken(entity, names))) continue;
    const key = names.length === 1 ? (names[0] ?? "") : NON_FIELD_ERRORS;
    errors[key] = [...(errors[key] ?? []), uniqueError(meta, names)];
  }
  return errors;
}

/** Whether another row has the same in all of these fields, of those that a filter lets through. */
export async function isTaken(
  entity: object,
  names: readonly string[],
  filter: object = {},
): Promise<boolean> {
  const { __meta: meta, __originalEntityData: saved } = wrap(entity, true);
  const values = names.map((name) => [name, Reflect.get(entity, name)] as const);
  if (values.some(([, value]) => value === null || value === undefined)) return false;
  const key = String(meta.primaryKeys[0]);
  const id: unknown = Reflect.get(entity, key);
  const isSame = saved !== undefined && names.length === 1 && names[0] === key;
  if (isSame) return false;
  const others = saved !== undefined && !isEmpty(id) ? { [key]: { $ne: id } } : {};
  const em = await entityManager();
  const where = { $and: [Object.fromEntries(values), others, filter] };
  return (await em.count(meta.class, where)) > 0;
}

export function uniqueError(meta: EntityMetadata, names: readonly string[]): ValidationError {
  const properties = meta.props.filter(({ name }) => names.includes(name));
  const labels = properties.map((property) => capitalized(fieldName(property)));
  const params = {
    model_name: capitalized(modelName(meta)),
    field_label: labels[0],
    field_labels: listed(labels),
  };
  if (names.length > 1) {
    const message = "%(model_name)s with this %(field_labels)s already exists.";
    return new ValidationError(message, { code: "unique_together", params });
  }
  const own = properties[0] && descriptionOf(properties[0])?.errorMessages?.["unique"];
  const message = own ?? "%(model_name)s with this %(field_label)s already exists.";
  return new ValidationError(message, { code: "unique", params });
}

import { ValidationError } from "../../validators/index.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { baseQuerySet } from "../queries/base.ts";
import { forMessage } from "./words.ts";

/** Checks that the row of a foreign key exists, within `limitChoicesTo`. */
export async function checkRelated(
  object: ModelBase,
  field: FieldInfo,
  target: FieldInfo,
  value: unknown,
): Promise<void> {
  if (value === null) return;
  const { limitChoicesTo, errorMessages } = field.declaration;
  const rows = baseQuerySet(target.model, knownStateOf(object)?.alias).filter({
    [target.attribute]: value,
  });
  const limit: unknown =
    typeof limitChoicesTo === "function"
      ? Reflect.apply(limitChoicesTo, undefined, [])
      : limitChoicesTo;
  const isThere = await (limit === undefined ? rows : rows.filter(limit as object)).exists();
  if (isThere) return;
  const usual = "%(model)s instance with %(field)s %(value)r does not exist.";
  throw new ValidationError(errorMessages?.["invalid"] ?? usual, {
    code: "invalid",
    params: {
      model: target.model.verboseName,
      field: target.name,
      value: forMessage(value),
      pk: value,
    },
  });
}

import type { CheckMessage } from "../../conf/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import { declarationOf } from "../meta/declared.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { error } from "./message.ts";

/** Whether a relation refers to an unknown model, or to an unknown field of it. */
export function isMissing(info: ModelInfo, declaration: FieldDeclaration): boolean {
  const { to, through, toField } = declaration;
  if ([to, through].some((later) => later && !knows(info, later))) return true;
  return toField !== undefined && fieldOf(info, declaration) === undefined;
}

function fieldOf(info: ModelInfo, { to, toField = "" }: FieldDeclaration) {
  return info.registry.of(Object(to?.()))?.fields.get(toField);
}

function knows(info: ModelInfo, later: () => unknown): boolean {
  const target = later();
  return declarationOf(target) !== undefined && info.registry.of(Object(target)) !== undefined;
}

export function missingTarget(
  info: ModelInfo,
  name: string,
  declaration: FieldDeclaration,
): CheckMessage {
  const { toField } = declaration;
  const object = `${info.label}.${name}`;
  if (toField !== undefined && declaration.to && knows(info, declaration.to)) {
    const related = info.registry.of(Object(declaration.to()));
    const message = `The to_field '${toField}' doesn't exist on the related model '${related?.label}'.`;
    return error(object, "fields.E312", message);
  }
  const isThrough = declaration.to !== undefined && knows(info, declaration.to);
  const target: unknown = isThrough ? declaration.through?.() : declaration.to?.();
  const called = typeof target === "function" ? target.name : String(target);
  const hint = "Export the model from the models.ts of an app of INSTALLED_APPS.";
  if (isThrough) {
    const message = `Field specifies a many-to-many relation through model '${called}', which has not been installed.`;
    return error(object, "fields.E331", message, hint);
  }
  const message = `Field defines a relation with model '${called}', which is either not installed, or is abstract.`;
  return error(object, "fields.E300", message, hint);
}

/** Checks that a foreign key has what its `onDelete` needs, and that its target is unique. */
export function checkForeignKey(field: FieldInfo): readonly CheckMessage[] {
  const { label, nullable, declaration, related } = field;
  const { onDelete, toField } = declaration;
  const found: CheckMessage[] = [];
  if (onDelete === "set null" && !nullable) {
    const message = "Field specifies on_delete=SET_NULL, but cannot be null.";
    const hint = "Add .nullable() to the field, or change the on_delete rule.";
    found.push(error(label, "fields.E320", message, hint));
  }
  if (onDelete === "set default" && declaration.default === undefined) {
    const message = "Field specifies on_delete=SET_DEFAULT, but has no default value.";
    const hint = "Set a default value, or change the on_delete rule.";
    found.push(error(label, "fields.E321", message, hint));
  }
  if (toField === undefined || !related) return found;
  if (related.fields.get(toField)?.isUnique !== false) return found;
  const message = `'${related.name}.${toField}' must be unique because it is referenced by a foreign key.`;
  const hint = "Add .unique() to this field.";
  return [...found, error(label, "fields.E311", message, hint)];
}

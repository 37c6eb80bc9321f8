import type { FieldInfo } from "../meta/field-info.ts";
import { declaredBy } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { postDelete, preDelete } from "../signals.ts";
import { fieldsPointingTo } from "./candidates.ts";

/** Whether anybody listens to deletions of a model's objects. */
export function hasListeners({ model }: ModelInfo): boolean {
  return preDelete.hasListeners(model) || postDelete.hasListeners(model);
}

/**
 * Whether rows of a model can be deleted without reading them: nobody listens, nothing refers to them, and they have no
 * parents to delete.
 *
 * @param from The field that caused the deletion. A link to a parent that is deleted anyway does not count.
 */
export function canDeleteUnread(info: ModelInfo, from?: FieldInfo): boolean {
  const { parent, primaryKey } = info.concrete;
  if (hasListeners(info) || declaredBy(info).length > 0) return false;
  if (parent && (primaryKey !== from || parent.concrete.parent)) return false;
  return fieldsPointingTo(info).every(({ declaration }) => declaration.onDelete === "do nothing");
}

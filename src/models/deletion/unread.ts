import type { FieldInfo } from "../meta/field-info.ts";
import { declaredBy } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { postDelete, preDelete } from "../signals.ts";
import { fieldsPointingTo } from "./candidates.ts";

/** Whether anybody is told of the deletion of a model's objects. */
export function hasListeners({ model }: ModelInfo): boolean {
  return preDelete.hasListeners(model) || postDelete.hasListeners(model);
}

/**
 * Whether rows of a model can be deleted without being read: nobody listens, nothing points to them, and no
 * parents go with them.
 *
 * @param from The field by which their deletion came about. The link to a parent that is deleted anyway does
 *   not count.
 */
export function canDeleteUnread(info: ModelInfo, from?: FieldInfo): boolean {
  const { parent, primaryKey } = info.concrete;
  if (hasListeners(info) || declaredBy(info).length > 0) return false;
  if (parent && (primaryKey !== from || parent.concrete.parent)) return false;
  return fieldsPointingTo(info).every(({ declaration }) => declaration.onDelete === "do nothing");
}

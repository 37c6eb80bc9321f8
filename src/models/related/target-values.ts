import { ValueError } from "../../query/index.ts";
import { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { isObjectOf } from "./side.ts";

/**
 * Returns the values for objects or keys in a through table, without duplicates.
 *
 * @param far The field for the values.
 * @throws {TypeError} If an object is of another model, or a key is invalid.
 * @throws {ValueError} If an object is not saved.
 */
export function targetValues(
  objects: readonly unknown[],
  relation: RelationInfo,
  far: FieldInfo,
): readonly unknown[] {
  return [...new Set(objects.map((each) => targetValue(each, relation, far)))];
}

function targetValue(given: unknown, { model }: RelationInfo, far: FieldInfo): unknown {
  if (isObjectOf(given, model.concrete.model)) {
    const value: unknown = Reflect.get(given, far.target?.attribute ?? "pk");
    if (value !== null && value !== undefined) return value;
    throw new ValueError(
      `Cannot add an object of ${model.name} that has no ${far.target?.attribute}: save it first.`,
    );
  }
  if (given instanceof ModelBase) {
    throw new TypeError(`${given.constructor.name} is not a ${model.name}.`);
  }
  if (given === null || given === undefined) {
    throw new TypeError(`An object of ${model.name} or its key is expected.`);
  }
  return far.type.prepare(given);
}

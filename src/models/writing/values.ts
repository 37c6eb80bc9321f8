import { Expression, refusedValue } from "../../query/index.ts";
import { databaseDefault } from "../instances/database-default.ts";
import { rowKey } from "../instances/row-key.ts";
import { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { momentOf } from "./moments.ts";

export type Stamps = "autoNow" | "autoNowAdd" | "none";

/**
 * Returns what an object's field writes to its column: the converted value, an expression, or the database default's
 * placeholder. Also sets the converted value on the object.
 *
 * @param stamps Which fields store the time of this save: those with `autoNow`, also `autoNowAdd`, or none for rows of a
 *   fixture, which contain it.
 * @throws {ValueError}, {ValidationError} If the value is invalid; the message names model and field, never the value.
 */
export function writtenValue(object: object, field: FieldInfo, stamps: Stamps): unknown {
  const { autoNow, autoNowAdd } = field.declaration;
  const values = object as Record<string, unknown>;
  const isStamped = autoNow === true || (autoNowAdd === true && stamps === "autoNowAdd");
  if (isStamped && stamps !== "none") values[field.attribute] = momentOf(field);
  const value = values[field.attribute];
  const judged = judge(field, value);
  if (judged !== value && !field.isFile) values[field.attribute] = judged;
  return judged;
}

/** Converts a value for its field. @throws {ValueError}, {ValidationError} If it is invalid. */
export function judge(field: FieldInfo, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value === databaseDefault || value instanceof Expression) return value;
  const plain = typeof value === "object" && field.target ? keyOf(field.target, value) : value;
  if (plain === null || plain === undefined) return null;
  try {
    return field.type.prepare(plain);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refusedValue(`${field.model.name}.${field.name}`, field.type.kind, error);
  }
}

/** Returns the key of a related object. */
function keyOf(target: FieldInfo, value: object): unknown {
  if (value instanceof ModelBase) return Reflect.get(value, target.attribute);
  const key: unknown = Reflect.get(value, rowKey);
  return key === undefined ? value : key;
}

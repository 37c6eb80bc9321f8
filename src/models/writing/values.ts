import { Expression, refusedValue } from "../../query/index.ts";
import { databaseDefault } from "../instances/database-default.ts";
import { rowKey } from "../instances/row-key.ts";
import { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { momentOf } from "./moments.ts";

export type Stamps = "autoNow" | "autoNowAdd" | "none";

/**
 * What an object's field gives its column: the converted value, an expression, or the mark of the database's
 * default. The object then holds the converted value too.
 *
 * @param stamps Which fields hold the moment of this saving: those of `autoNow`, of `autoNowAdd` too, or none, for rows
 *   of a fixture, which say themselves when they were saved.
 * @throws {ValueError}, {ValidationError} The field does not take the value; the message names model and field, never the value.
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

/** A value as its field holds it. @throws {ValueError}, {ValidationError} The field does not take it. */
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

/** Of an object at the other end of a relation, its key. */
function keyOf(target: FieldInfo, value: object): unknown {
  if (value instanceof ModelBase) return Reflect.get(value, target.attribute);
  const key: unknown = Reflect.get(value, rowKey);
  return key === undefined ? value : key;
}

import { DjangoNames } from "../orm/names.ts";
import type { ModelState } from "./state.ts";

const names = new DjangoNames();

/** The column of a model's field. @throws {RangeError} The model has no such field. */
export function columnOf(model: ModelState, name: string): string {
  const field = model.fields[name];
  if (!field) throw new RangeError(`${model.table} has no field ${name}.`);
  if (field.column !== undefined) return field.column;
  if (!field.kind) return names.propertyToColumnName(name);
  return names.joinKeyColumnName(name);
}

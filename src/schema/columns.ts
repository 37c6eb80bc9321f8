import { snakeCase } from "./names.ts";
import type { FieldState, ModelState, State } from "./state.ts";

/** The column of a field: `pub_date`; `question_id` for a relation, whatever its target's column is named. */
export function columnName(name: string, field: FieldState): string {
  return field.column ?? (field.kind ? `${snakeCase(name)}_id` : snakeCase(name));
}

/** The column of a model's field. @throws {RangeError} The model has no such field. */
export function columnOf(model: ModelState, name: string): string {
  const field = model.fields[name];
  if (!field) throw new RangeError(`${model.table} has no field ${name}.`);
  return columnName(name, field);
}

/** The target of a relation's column. */
export interface Target {
  readonly table: string;
  readonly column: string;
  /** The final field, if relations refer to relations: the column has its type. */
  readonly field: FieldState;
}

/** @throws {RangeError} No such model or field exists at this point of the migrations. */
export function targetOf(field: FieldState, state: State): Target {
  const { to = "", toField } = field;
  const model = state.get(to);
  if (!model) throw new RangeError(`${to} does not exist at this point of the migrations.`);
  const found = Object.entries(model.fields).find(([name, each]) =>
    toField === undefined ? each.primary : name === toField,
  );
  if (!found) throw new RangeError(`${to} has no ${toField ?? "primary key"} to point to.`);
  const [name, pointed] = found;
  return {
    table: model.table,
    column: columnName(name, pointed),
    field: pointed.kind ? targetOf(pointed, state).field : pointed,
  };
}

import { renamedIn, usualPivot, type FieldState, type ModelState } from "../../schema/index.ts";

/** A model with a renamed field, in every place that names it. */
export function withFieldRenamed(model: ModelState, from: string, to: string): ModelState {
  const { table, fields, options, ...rules } = model;
  return {
    table,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) =>
        name === from ? [to, withPivotRenamed(field, table, from, to)] : [name, field],
      ),
    ),
    ...renamedIn(rules, from, to),
    ...(options && { options }),
  };
}

/** The table of a many-to-many field is named after the field, unless it was set explicitly. */
function withPivotRenamed(field: FieldState, table: string, from: string, to: string): FieldState {
  const isUsual = field.kind === "m:n" && field.pivotTable === usualPivot(table, from);
  return isUsual ? { ...field, pivotTable: usualPivot(table, to) } : field;
}

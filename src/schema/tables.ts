import { snakeCase, tableName } from "./names.ts";
import { labelParts, type FieldState, type ModelState, type State, type Vendor } from "./state.ts";

/** Django's name for the table of a many-to-many field. */
export function usualPivot(table: string, field: string): string {
  return `${table}_${snakeCase(field)}`;
}

/**
 * A model's own table and those of its many-to-many fields, each as a plain model, by the model's label and
 * `label.field`. None for a model without its own table.
 */
export function tablesOf(
  label: string,
  state: State,
  vendor: Vendor,
): ReadonlyMap<string, ModelState> {
  const model = state.get(label);
  const tables = new Map<string, ModelState>();
  if (!model || model.options?.managed === false || model.options?.proxy) return tables;
  const fields = Object.entries(model.fields);
  const own = fields.filter(([, { kind }]) => kind !== "m:n");
  tables.set(label, { ...model, fields: Object.fromEntries(own) });
  for (const [name, field] of fields) {
    if (field.kind !== "m:n" || field.through !== undefined) continue;
    tables.set(`${label}.${name}`, pivotOf({ label, model, name, field, vendor }));
  }
  return tables;
}

interface Pivot {
  readonly label: string;
  readonly model: ModelState;
  readonly name: string;
  readonly field: FieldState;
  readonly vendor: Vendor;
}

function pivotOf({ label, model, name, field, vendor }: Pivot): ModelState {
  const { to = "", pivotTable, dbConstraint } = field;
  const [from, other] = columnsBetween(label, to);
  const link = { kind: "m:1", ...(dbConstraint === false && { dbConstraint }) } as const;
  return {
    table: pivotName(model.table, name, pivotTable, vendor),
    fields: {
      id: { type: "bigInt", primary: true, autoincrement: true },
      from: { ...link, to: label, column: from },
      to: { ...link, to, column: other },
    },
    uniques: [{ properties: ["from", "to"] }],
  };
}

/** Django uses the model's table name as it is after shortening. */
function pivotName(
  table: string,
  field: string,
  chosen: string | undefined,
  vendor: Vendor,
): string {
  if (chosen !== undefined && chosen !== usualPivot(table, field)) return chosen;
  return usualPivot(tableName(table, vendor), field);
}

function columnsBetween(from: string, to: string): readonly [from: string, to: string] {
  const [own, other] = [from, to].map((label) => labelParts(label)[1].toLowerCase());
  return own === other ? [`from_${own}_id`, `to_${other}_id`] : [`${own}_id`, `${other}_id`];
}

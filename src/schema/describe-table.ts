import { describeColumn } from "./column.ts";
import { tableName } from "./names.ts";
import { columnRules, constraintRule, indexRule, primaryKeyRule } from "./rules.ts";
import type { ModelState, State, Vendor } from "./state.ts";
import type { Table } from "./table.ts";

/** Describes a model's table in one database, without many-to-many fields. */
export function describeTable(model: ModelState, state: State, vendor: Vendor): Table {
  const table = tableName(model.table, vendor);
  const place = { table, model, vendor, state };
  const columns = Object.entries(model.fields).map(([name, field]) =>
    describeColumn(name, field, place),
  );
  const { uniques = [], indexes = [], constraints = [], primaryKey } = model;
  return {
    name: table,
    columns,
    rules: [
      ...(primaryKey ? [primaryKeyRule(primaryKey, place)] : []),
      ...columns.flatMap((each) => columnRules(each, model.fields[each.field] ?? {}, place)),
      ...uniques.map((each) => indexRule(each, "unique", place)),
      ...indexes.map((each) => indexRule(each, "index", place)),
      ...constraints.flatMap((each) => constraintRule(each, place) ?? []),
    ],
    comment: vendor === "postgresql" ? model.comment : undefined,
  };
}

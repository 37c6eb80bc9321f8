import type { Plan, Vendor } from "../../query/index.ts";
import { converterOf, type RawRows } from "./part.ts";

/** Creates plain objects, lists or single values from the rows of a plan. */
export function valueReader(
  plan: Plan,
  vendor: Vendor,
  shape: "values" | "list" | "flat",
): (rows: RawRows) => unknown[] {
  const columns = plan.columns.map((column) => ({
    name: column.name,
    convert: converterOf(column, vendor),
  }));
  const valueAt = (row: readonly unknown[], at: number): unknown => {
    const raw = row[at];
    const convert = columns[at]?.convert;
    return convert && raw !== null ? convert(raw) : raw;
  };
  const read = {
    flat: (row: readonly unknown[]) => valueAt(row, 0),
    list: (row: readonly unknown[]) => columns.map((_, at) => valueAt(row, at)),
    values: (row: readonly unknown[]) =>
      Object.fromEntries(columns.map(({ name }, at) => [name, valueAt(row, at)])),
  }[shape];
  return (rows) => rows.map(read);
}

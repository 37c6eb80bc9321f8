import type { Plan, Vendor } from "../../query/index.ts";
import { converterOf } from "./part.ts";

/** Creates plain objects, lists or single values from the rows of a plan. */
export function valueReader(
  plan: Plan,
  vendor: Vendor,
  shape: "values" | "list" | "flat",
): (row: readonly unknown[]) => unknown {
  const columns = plan.columns.map((column) => ({
    name: column.name,
    convert: converterOf(column, vendor),
  }));
  const valueAt = (row: readonly unknown[], at: number): unknown => {
    const raw = row[at];
    const convert = columns[at]?.convert;
    return convert && raw !== null ? convert(raw) : raw;
  };
  if (shape === "flat") return (row) => valueAt(row, 0);
  if (shape === "list") return (row) => columns.map((_, at) => valueAt(row, at));
  return (row) => Object.fromEntries(columns.map(({ name }, at) => [name, valueAt(row, at)]));
}

import type { ModelState } from "../db/index.ts";

/** The table of a many-to-many field, as Django names it. */
export function usualPivot(table: string, field: string): string {
  return `${table}_${field.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()}`;
}

/** The table of one of a model's many-to-many fields. */
export function pivotOf({ table, fields }: ModelState, field: string): string {
  return fields[field]?.pivotTable ?? usualPivot(table, field);
}

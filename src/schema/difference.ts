import { isDeepStrictEqual } from "node:util";
import { quoteName } from "../connections/index.ts";
import type { TableChange } from "./change.ts";
import type { Column, Rule } from "./table.ts";

/** The difference between a table under its new names and its final form. */
export interface Difference {
  readonly goneRules: readonly Rule[];
  readonly newRules: readonly Rule[];
  readonly goneColumns: readonly Column[];
  readonly newColumns: readonly Column[];
  /** Columns that stay, before and after. */
  readonly kept: readonly KeptColumn[];
  readonly isNone: boolean;
}

export interface KeptColumn {
  /** Under its old name. */
  readonly before: Column;
  readonly old: Column;
  readonly now: Column;
}

export function differenceOf({ before, renamed, after }: TableChange): Difference {
  const had = new Set(renamed.rules.map(essence));
  const has = new Set(after.rules.map(essence));
  const goneRules = renamed.rules.filter((rule) => !has.has(essence(rule)));
  const newRules = after.rules.filter((rule) => !had.has(essence(rule)));
  const fields = new Map(after.columns.map((column) => [column.field, column]));
  const oldFields = new Set(renamed.columns.map(({ field }) => field));
  const kept = renamed.columns.flatMap((old, at) => {
    const now = fields.get(old.field);
    return now ? [{ before: before.columns[at] ?? old, old, now }] : [];
  });
  const goneColumns = renamed.columns.filter(({ field }) => !fields.has(field));
  const newColumns = after.columns.filter(({ field }) => !oldFields.has(field));
  const changed = [...goneRules, ...newRules, ...goneColumns, ...newColumns];
  return {
    goneRules,
    newRules,
    goneColumns,
    newColumns,
    kept,
    isNone: changed.length === 0 && kept.every(({ old, now }) => isSameColumn(old, now)),
  };
}

/** Whether two columns are equal except for the names of their constraints. */
export function isSameColumn(a: Column, b: Column): boolean {
  const plain = (column: Column) => ({ ...column, reference: column.reference?.sql });
  return isDeepStrictEqual(plain(a), plain(b));
}

/** A rule without its default name. */
function essence({ kind, sql, name, auto }: Rule): string {
  return `${kind} ${auto ? sql.replace(quoteName(name), "") : sql}`;
}

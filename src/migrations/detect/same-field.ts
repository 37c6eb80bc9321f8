import { isDeepStrictEqual } from "node:util";
import { usualPivot, type FieldState } from "../../schema/index.ts";

/**
 * Whether two fields of the same name are equal, however they are written: a table's default name may be left
 * out, and values of earlier releases keep their meaning.
 */
export function isSameField(
  a: FieldState | undefined,
  b: FieldState | undefined,
  { name, table }: { readonly name: string; readonly table: string },
): boolean {
  if (!a || !b) return a === b;
  return isDeepStrictEqual(plain(a, name, table), plain(b, name, table));
}

const words: Readonly<Record<string, string>> = { bigint: "bigInt", "no action": "do nothing" };

function plain(field: FieldState, name: string, table: string): FieldState {
  const { fixedOrder: _, pivotTable, type, deleteRule, ...rest } = field;
  const isUsual = pivotTable === usualPivot(table, name);
  return {
    ...rest,
    ...(type !== undefined && { type: words[type] ?? type }),
    ...(deleteRule !== undefined && { deleteRule: words[deleteRule] ?? deleteRule }),
    ...(pivotTable !== undefined && !isUsual && { pivotTable }),
  };
}

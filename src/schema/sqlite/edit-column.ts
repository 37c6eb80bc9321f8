import { generatedColumn, notInDatabase } from "../failures.ts";
import type { Column } from "../table.ts";
import { parseColumn, printColumn, withoutName, type Clause } from "./column-text.ts";
import { clauseOrder, clausesOf } from "./definition.ts";
import { removeItem, soleColumn, type TableText } from "./table-text.ts";
import { isSameName, wordsOf } from "./tokens.ts";

/**
 * Changes only the differences of a column between two states; everything unknown to the states stays.
 *
 * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: the table has no such column, or it is a generated one.
 */
export function editColumn(table: TableText, old: Column, now: Column, name: string): void {
  const [was, will] = [clausesOf(old), clausesOf(now)];
  const different = clauseOrder.filter((kind) => was[kind] !== will[kind]);
  if (different.length === 0 && old.type === now.type) return;
  if (different.includes("generated")) throw generatedColumn(`${name}.${now.name}`);
  const item = table.items.find(({ column }) => isSameName(column, old.name));
  if (!item) throw notInDatabase(`column ${name}.${old.name} to alter`);
  const column = parseColumn(item.text);
  let clauses: readonly Clause[] = column.clauses;
  for (const kind of different) {
    const isMeant = (each: Clause): boolean =>
      each.kind === kind && (kind !== "check" || squeezed(each.text) === squeezed(was.check));
    if (!clauses.some(isMeant)) removeFromTable(table, kind, old);
    const left = clauses.filter((each) => !isMeant(each));
    const text = will[kind];
    clauses = text === undefined ? left : inserted(left, { kind, text });
  }
  const space = /^\s*/.exec(item.text)?.[0] ?? "";
  const type = old.type === now.type ? column.type : now.type;
  item.text = space + printColumn({ ...column, type, clauses });
}

/** Removes a column's constraint that is after all columns. */
export function removeFromTable(table: TableText, kind: Clause["kind"], column: Column): void {
  const check = clausesOf(column).check;
  if (kind === "check" && check !== undefined) {
    removeItem(table, (each) => each.kind === "check" && squeezed(each.text) === squeezed(check));
  }
  if (kind === "references") {
    removeItem(
      table,
      (each) => each.kind === "foreign" && isSameName(soleColumn(each.text), column.name),
    );
  }
}

/** In Django's order. */
function inserted(clauses: readonly Clause[], clause: Clause): readonly Clause[] {
  const rank = (each: Clause): number => clauseOrder.indexOf(each.kind);
  const at = clauses.findIndex((each) => rank(each) > rank(clause));
  return at < 0 ? [...clauses, clause] : clauses.toSpliced(at, 0, clause);
}

function squeezed(clause = ""): string {
  return wordsOf(withoutName(clause)).join(" ").toLowerCase();
}

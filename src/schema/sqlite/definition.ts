import { quoteName } from "../../connections/index.ts";
import type { Column } from "../table.ts";
import type { ClauseKind } from "./column-text.ts";

/** Django's order of clauses. */
export const clauseOrder: readonly ClauseKind[] = [
  "collate",
  "default",
  "generated",
  "null",
  "primary",
  "unique",
  "check",
  "references",
];

/** A column's clauses, by kind. */
export function clausesOf(column: Column): Readonly<Partial<Record<ClauseKind, string>>> {
  const { collation, generated, nullable, primary, identity, unique, check, reference } = column;
  return {
    ...(collation !== undefined && { collate: `COLLATE ${collation}` }),
    ...(column.default !== undefined && { default: `DEFAULT ${column.default}` }),
    ...(generated !== undefined && { generated }),
    ...(generated === undefined && { null: nullable ? "NULL" : "NOT NULL" }),
    ...(primary && { primary: `PRIMARY KEY${identity ? " AUTOINCREMENT" : ""}` }),
    ...(unique && { unique: "UNIQUE" }),
    ...(check !== undefined && { check: `CHECK (${check})` }),
    ...(reference && { references: reference.sql }),
  };
}

/** A column as in a CREATE TABLE. */
export function columnDefinition(column: Column): string {
  const clauses = clausesOf(column);
  const inOrder = clauseOrder.flatMap((kind) => clauses[kind] ?? []);
  return [quoteName(column.name), column.type, ...inOrder].join(" ");
}

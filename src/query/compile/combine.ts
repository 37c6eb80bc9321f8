import { DatabaseError } from "../../connections/index.ts";
import { Expression } from "../nodes/expression.ts";
import type { Scope, Selected } from "./scope.ts";
import { limits } from "./limits.ts";
import type { Selection } from "./select.ts";
import type { Shown } from "./shape.ts";
import { INTEGER, TEXT, concat, fixed, wrap, type Sql } from "./sql.ts";

const WORDS: Readonly<Record<string, string>> = {
  difference: "EXCEPT",
  intersection: "INTERSECT",
  union: "UNION",
};

/** The rows of several queries, as combined SELECT statements. */
export function combinedSelect(
  scope: Scope,
  what: Selected,
  select: (scope: Scope, what: Selected) => Selection,
): Selection {
  const { combined, dialect } = scope;
  if (!combined) throw new Error("Only a combined query is compiled here.");
  const kept = addOrder(scope);
  const made: Selection[] = [];
  for (const [at, part] of combined.parts.entries()) {
    if (part.isDead) {
      if (combined.kind === "union" || (combined.kind === "difference" && at > 0)) continue;
    }
    if (scope.fields && !part.fields) part.fields = scope.fields;
    refuseSlices(scope, part);
    made.push(select(part, "shown"));
  }
  const [first] = made;
  if (!first) throw new Error("A combined query without parts is known to be empty.");
  const word = `${WORDS[combined.kind] ?? "UNION"}${combined.all && combined.kind === "union" ? " ALL" : ""}`;
  const isNested = (at: number): boolean => combined.parts[at]?.combined !== null;
  const texts = made.map(({ sql }, at) => {
    if (dialect.supports.slicedParts) return wrap("(", sql, ")");
    return isNested(at) ? wrap("SELECT * FROM (", sql, ")") : sql;
  });
  const whole = concat(` ${word} `, texts, TEXT);
  const rows = concat("", [whole, orderBy(scope, first.columns), limits(scope)], first.sql.type);
  const plain: Sql = { text: rows.text, binds: rows.binds, type: rows.type };
  if (what === "shown") return { columns: first.columns.slice(0, kept), sql: plain };
  return over(plain, what);
}

/** Reads an aggregate or count from the rows, as from a table. */
function over(rows: Sql, what: Exclude<Selected, "shown">): Selection {
  const shown = what === "one" ? [fixed("1", INTEGER)] : what;
  const list = concat(", ", shown, TEXT);
  const sql = concat("", [wrap("SELECT ", list, ""), wrap(" FROM (", rows, ") u")], INTEGER);
  return { columns: shown.map((each, at) => ({ name: `c${at}`, sql: each })), sql };
}

function refuseSlices(scope: Scope, part: Scope): void {
  if (scope.dialect.supports.slicedParts) {
    part.nested = true;
    return;
  }
  part.nested = true;
  if (part.isSliced) {
    throw new DatabaseError(
      "A part of a union, intersection or difference cannot be sliced on SQLite.",
    );
  }
  if (part.order && part.order.length > 0 && !part.combined) {
    throw new DatabaseError(
      "A part of a union, intersection or difference cannot be ordered on SQLite.",
    );
  }
  part.order = part.combined ? part.order : [];
}

/**
 * Adds the order's expressions as columns to every part, after the selected ones, if the parts select all of
 * the model's columns.
 *
 * @returns The number of selected columns; `undefined` for all.
 */
function addOrder(scope: Scope): number | undefined {
  const { combined, fields, meta } = scope;
  if (!combined || !fields || combined.parts.some((each) => each.fields)) return undefined;
  const added = (scope.order ?? [])
    .filter((each): each is string => typeof each === "string")
    .map((each) => each.replace(/^[-+]/, ""))
    .map((name) => (name === "pk" && !fields.includes("pk") ? meta.primaryKey.name : name))
    .filter((name) => {
      const known = meta.fields.get(name);
      return known && !fields.includes(name) && !fields.includes(known.attribute);
    });
  if (added.length === 0) return undefined;
  scope.fields = [...fields, ...new Set(added)];
  return fields.length;
}

/** Orders by column position: the parts have no common column names. */
function orderBy(scope: Scope, columns: readonly Shown[]): Sql {
  const items = scope.order ?? [];
  if (items.length === 0) return fixed("", TEXT);
  const parts = items.map((item) => {
    const isExpression = item instanceof Expression;
    const operand: unknown = isExpression && item.kind === "ordering" ? item.args[0] : item;
    const name =
      operand instanceof Expression ? operand.name : String(operand).replace(/^[-+]/, "");
    const isDown = isExpression
      ? item.name === "desc" && item.kind === "ordering"
      : String(item).startsWith("-");
    const field = name === "pk" ? scope.meta.primaryKey : scope.meta.fields.get(name);
    const at = columns.findIndex(
      (each) => each.name === name || (field && each.name === field.attribute),
    );
    if (at < 0)
      throw new DatabaseError(`The order "${name}" is not a column of the combined rows.`);
    const nulls = isExpression ? item.options?.["nulls"] : undefined;
    const suffix = typeof nulls === "string" ? ` NULLS ${nulls.toUpperCase()}` : "";
    return fixed(`${at + 1}${isDown !== scope.reversed ? " DESC" : ""}${suffix}`, TEXT);
  });
  return wrap(" ORDER BY ", concat(", ", parts, TEXT), "");
}

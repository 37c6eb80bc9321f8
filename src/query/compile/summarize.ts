import type { Env } from "./env.ts";
import { walk } from "./path.ts";
import type { Scope } from "./scope.ts";
import { select, type Aliased, type Selection } from "./select.ts";
import { shapeOf, type Shown } from "./shape.ts";
import { BIG_INTEGER, INTEGER, TEXT, concat, fixed, sameSql, wrap, type Sql } from "./sql.ts";

/** Grouped, sliced, distinct or combined rows become a table before they are aggregated. */
function needsTable(scope: Scope): boolean {
  return (
    scope.isSliced ||
    scope.distinct ||
    scope.group !== null ||
    scope.combined !== null ||
    scope.where.some((each) => each.window) ||
    [...scope.notes.values()].some((each) => each.sql.aggregate || each.sql.window)
  );
}

export function countSelection(scope: Scope): Selection {
  const counted: Sql = { ...fixed("COUNT(*)", BIG_INTEGER), aggregate: true, group: [] };
  if (!needsTable(scope)) {
    scope.order = [];
    return { ...select(scope, [counted]), columns: [{ name: "count", sql: counted }] };
  }
  const inner = innerTable(scope, []);
  const sql = wrap("SELECT COUNT(*) FROM (", inner, ") s", BIG_INTEGER);
  return { columns: [{ name: "count", sql: counted }], sql };
}

/** The aggregates over all rows. */
export function aggregateSelection(
  scope: Scope,
  named: readonly (readonly [string, unknown])[],
): Selection {
  return needsTable(scope) ? overTable(scope, named) : overRows(scope, named);
}

function overRows(scope: Scope, named: readonly (readonly [string, unknown])[]): Selection {
  const known = new Map<string, Sql>();
  const columns: Shown[] = named.map(([name, node]) => {
    const made = scope.compilation.expression({ scope, used: null, named: known }, node);
    const sql = requireAggregate(name, made);
    known.set(name, sql);
    return { name, sql };
  });
  scope.order = [];
  return {
    ...select(
      scope,
      columns.map((each) => each.sql),
    ),
    columns,
  };
}

function overTable(scope: Scope, named: readonly (readonly [string, unknown])[]): Selection {
  const wanted: Sql[] = [];
  const shown = scope.distinct && !scope.combined ? shapeOf(scope).map((each) => each.sql) : [];
  const combined = scope.combined ? columnsOfCombination(scope) : undefined;
  const lift = (inner: Sql): Sql => {
    const known = wanted.findIndex((each) => sameSql(each, inner));
    const at = known >= 0 ? known : wanted.push(inner) - 1;
    return fixed(`s.c${shown.length + at}`, inner.type);
  };
  const known = new Map<string, Sql>(combined);
  const env: Env = combined
    ? { scope, used: null, named: known }
    : { scope, used: null, lift, named: known };
  const columns: Shown[] = named.map(([name, node]) => {
    const sql = requireAggregate(name, lifted(env, node));
    known.set(name, sql);
    return { name, sql };
  });
  const list = concat(
    ", ",
    columns.map((each) => each.sql),
    TEXT,
  );
  const inner = combined ? select(scope, "shown").sql : innerTable(scope, wanted, shown);
  const sql = concat("", [wrap("SELECT ", list, ""), wrap(" FROM (", inner, ") s")], TEXT);
  return { columns, sql: { text: sql.text, binds: sql.binds, type: sql.type } };
}

/** The columns of a combined query, by the names of its first part. */
function columnsOfCombination(scope: Scope): Map<string, Sql> {
  scope.nested = true;
  const { columns } = select(scope, "shown");
  return new Map(columns.map(({ name, sql }) => [name, fixed(`s."${name}"`, sql.type)]));
}

/** Aggregates and expressions next to them read the table's columns. */
function lifted(env: Env, node: unknown): Sql {
  return env.scope.compilation.expression(env, node);
}

function requireAggregate(name: string, sql: Sql): Sql {
  if (sql.aggregate) return sql;
  throw new TypeError(`aggregate() takes aggregates; "${name}" is not one.`);
}

/** A query as a table with the columns c0, c1 and so on; if it is distinct, its selected columns come first. */
function innerTable(scope: Scope, wanted: readonly Sql[], distinct?: readonly Sql[]): Sql {
  scope.nested = true;
  if (scope.combined) return select(scope, "shown").sql;
  if (!scope.isSliced && !scope.distinct) scope.order = [];
  if (!scope.isSliced && scope.distinctOn.length === 0) scope.order = [];
  const shown = distinct?.length
    ? distinct
    : scope.distinct
      ? shapeOf(scope).map((each) => each.sql)
      : [];
  const columns = [...shown, ...wanted];
  if (columns.length === 0) columns.push(fixed("1", INTEGER));
  if (scope.group === "model" && !wanted.length && !shown.length) {
    columns.splice(0, 1, walk(scope, ["pk"], null).column);
  }
  const named: Aliased[] = columns.map((each, at) => ({ ...each, as: `c${at}` }));
  return select(scope, named).sql;
}

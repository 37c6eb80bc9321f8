import { NotSupportedError } from "../../connections/index.ts";
import { FieldError } from "../errors.ts";
import type { ModelMeta, RelationMeta, Step } from "../meta.ts";
import { groupBy } from "./group.ts";
import { joinClause } from "./joins.ts";
import { limits } from "./limits.ts";
import { field } from "./expressions/expressions.ts";
import { ordersOf, type Order } from "./order.ts";
import { combinedSelect } from "./combine.ts";
import type { Scope, Selected } from "./scope.ts";
import { shapeOf, type Shown } from "./shape.ts";
import {
  INTEGER,
  TEXT,
  concat,
  conjunction,
  fixed,
  quoteName,
  sameSql,
  wrap,
  type Sql,
} from "./sql.ts";

/** A complete SELECT with the columns of its rows. */
export interface Selection {
  readonly sql: Sql;
  readonly columns: readonly Shown[];
}

/** The SELECT of a query. */
export function select(scope: Scope, what: Selected): Selection {
  if (scope.combined) return combinedSelect(scope, what, select);
  const shape = shapeFor(scope, what);
  const isPlain = what !== "shown" && !scope.isSliced && scope.distinctOn.length === 0;
  const orders = isPlain ? [] : ordersOf(scope);
  const where = scope.where;
  if (where.some((each) => each.window)) return overWindows(scope, shape, orders);
  const shown = shape.map((each) => each.sql);
  const hidden = scope.distinct && scope.distinctOn.length === 0 ? missing(orders, shown) : [];
  const columns = [...shown, ...hidden];
  const body = bodyOf(scope, columns, orders);
  const sql = concat(
    "",
    [
      wrap(head(scope), concat(", ", columns.map(named), TEXT), ""),
      body,
      ordering(orders, columns),
      limits(scope),
      locks(scope),
    ],
    shown.at(-1)?.type ?? INTEGER,
  );
  return { columns: shape, sql: plain(sql) };
}

/** Aggregates inside a subselect do not belong to the outer query. */
function plain(sql: Sql): Sql {
  return { text: sql.text, binds: sql.binds, type: sql.type };
}

/** An expression that another statement reads by this name. */
export interface Aliased extends Sql {
  readonly as?: string;
}

const named = (sql: Aliased): Sql => (sql.as === undefined ? sql : wrap("", sql, ` AS ${sql.as}`));

function shapeFor(scope: Scope, what: Selected): readonly Shown[] {
  if (what === "shown") return shapeOf(scope);
  if (what !== "one") return what.map((sql, at) => ({ name: `c${at}`, sql }));
  return scope.group || scope.distinct ? shapeOf(scope) : [{ name: "a", sql: fixed("1", INTEGER) }];
}

function head(scope: Scope): string {
  if (!scope.distinct) return "SELECT ";
  if (scope.distinctOn.length === 0) return "SELECT DISTINCT ";
  if (!scope.dialect.supports.distinctOn) {
    throw new NotSupportedError(
      `distinct() with names is not supported on ${scope.dialect.vendor}.`,
    );
  }
  const names = scope.distinctOn.map((each) => field({ scope, used: null }, each).text);
  return `SELECT DISTINCT ON (${names.join(", ")}) `;
}

function missing(orders: readonly Order[], shown: readonly Sql[]): Sql[] {
  return orders.map((each) => each.sql).filter((each) => !shown.some((one) => sameSql(one, each)));
}

/** FROM, WHERE, GROUP BY and HAVING. */
export function bodyOf(scope: Scope, shown: readonly Sql[], orders: readonly Order[]): Sql {
  const having = scope.where.filter((each) => each.aggregate);
  const where = conjunction(scope.where.filter((each) => !each.aggregate));
  const group = groupBy(
    scope,
    shown,
    orders.map((each) => each.sql),
    having,
  );
  if (!scope.group && orders.some((each) => each.sql.aggregate)) {
    throw new FieldError("To order by an aggregate, add it with annotate() first.");
  }
  const parts = [fromClause(scope)];
  if (where.constant === undefined) parts.push(wrap(" WHERE ", where, ""));
  else if (!where.constant) parts.push(fixed(" WHERE 1=0", TEXT));
  if (group.length > 0) parts.push(wrap(" GROUP BY ", concat(", ", group, TEXT), ""));
  if (having.length > 0) parts.push(wrap(" HAVING ", conjunction(having), ""));
  return concat("", parts, TEXT);
}

/** The tables: those read, and those that others depend on. */
export function fromClause(scope: Scope): Sql {
  const used = new Set<string>();
  for (const join of scope.joins.values()) {
    if (join.references <= 0) continue;
    for (let at = join; at.parent; at = scope.joinNamed(at.parent)) used.add(at.alias);
  }
  const base = scope.joinNamed(scope.base);
  const parts: Sql[] = [fixed(` FROM ${quoteName(base.meta.table)} ${base.alias}`, TEXT)];
  for (const join of scope.joins.values()) {
    if (join.alias !== scope.base && used.has(join.alias)) parts.push(joinClause(join));
  }
  return concat("", parts, TEXT);
}

/**
 * Orders by position if the expression is selected and more than a column: a repeated parameter would not
 * count as the same expression.
 */
function ordering(orders: readonly Order[], columns: readonly Sql[]): Sql {
  if (orders.length === 0) return fixed("", TEXT);
  const parts = orders.map(({ sql, suffix }) => {
    const at = sql.alias === undefined ? columns.findIndex((each) => sameSql(each, sql)) : -1;
    return at < 0 ? wrap("", sql, suffix) : fixed(`${at + 1}${suffix}`, TEXT);
  });
  return wrap(" ORDER BY ", concat(", ", parts, TEXT), "");
}

function locks(scope: Scope): Sql {
  const { lock } = scope;
  if (!lock || scope.nested || !scope.dialect.supports.lock) return fixed("", TEXT);
  const of = (lock.of ?? []).map((name) => lockedAlias(scope, name));
  const parts = [
    lock.noKey ? " FOR NO KEY UPDATE" : " FOR UPDATE",
    of.length > 0 ? ` OF ${of.join(", ")}` : "",
    lock.nowait ? " NOWAIT" : "",
    lock.skipLocked ? " SKIP LOCKED" : "",
  ];
  return fixed(parts.join(""), TEXT);
}

/** The join whose rows are locked: that of the model, or of a relation from `selectRelated`. */
function lockedAlias(scope: Scope, path: string): string {
  if (path === "self") return scope.base;
  let alias = scope.base;
  let meta: ModelMeta | undefined = scope.meta;
  for (const name of path.split(".")) {
    const relation: RelationMeta | undefined = meta?.relations.get(name);
    for (const step of relation?.steps ?? []) alias = nextAlias(scope, alias, step) ?? "";
    meta = alias === "" ? undefined : relation?.model;
  }
  const isRead = alias !== "" && scope.joinNamed(alias).references > 0;
  if (meta && isRead) return alias;
  throw new FieldError(
    `selectForUpdate() locks only self and what selectRelated() brings, not "${path}".`,
  );
}

function nextAlias(scope: Scope, parent: string, step: Step): string | undefined {
  return [...scope.joins.values()].find((each) => each.parent === parent && each.step === step)
    ?.alias;
}

/** Evaluates conditions on windows after the windows: the rows become a table with a column for each condition. */
function overWindows(scope: Scope, shape: readonly Shown[], orders: readonly Order[]): Selection {
  const tests = scope.where.filter((each) => each.window);
  const others = scope.where.filter((each) => !each.window);
  scope.where.splice(0, scope.where.length, ...others);
  const shown = shape.map((each) => each.sql);
  const inner = [...shown, ...tests, ...orders.map((each) => each.sql)];
  const body = bodyOf(scope, inner, []);
  const columns = inner.map((each, at) => wrap("", each, ` AS c${at}`));
  const table = concat("", [wrap("SELECT ", concat(", ", columns, TEXT), ""), body], TEXT);
  const names = shown.map((each, at) => ({
    ...fixed(`s.c${at}`, each.type),
    as: (each as Aliased).as,
  }));
  const held = tests.map((_, at) => `s.c${shown.length + at}`).join(" AND ");
  const order = orders.map(({ suffix }, at) => `s.c${shown.length + tests.length + at}${suffix}`);
  const parts: Sql[] = [
    wrap(
      scope.distinct ? "SELECT DISTINCT " : "SELECT ",
      concat(
        ", ",
        names.map((each) => (each.as === undefined ? each : wrap("", each, ` AS ${each.as}`))),
        TEXT,
      ),
      "",
    ),
    wrap(" FROM (", table, `) s WHERE ${held}`),
    fixed(order.length > 0 ? ` ORDER BY ${order.join(", ")}` : "", TEXT),
    limits(scope),
  ];
  return { columns: shape, sql: plain(concat("", parts, shown.at(-1)?.type ?? INTEGER)) };
}

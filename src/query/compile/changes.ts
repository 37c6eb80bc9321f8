import { FieldError } from "../errors.ts";
import type { FieldMeta, ModelMeta } from "../meta.ts";
import { Expression } from "../nodes/expression.ts";
import { Slot } from "../slots.ts";
import { judge } from "./conditions/judge.ts";
import { bindSlot } from "./conditions/operands.ts";
import { walk } from "./path.ts";
import { Scope } from "./scope.ts";
import { fromClause, select } from "./select.ts";
import {
  BOOLEAN,
  HOLE,
  TEXT,
  concat,
  conjunction,
  fixed,
  quoteName,
  wrap,
  type Sql,
} from "./sql.ts";

/** A column and its new value, with a slot in place of a literal value. */
export type Assignment = readonly [field: FieldMeta, value: unknown];

/** UPDATE of a query's rows, in the table of its model or of one of its parents. */
export function updateClause(scope: Scope, holder: ModelMeta, changes: readonly Assignment[]): Sql {
  const isOwn = holder.concrete === scope.meta.concrete;
  const target = isOwn ? scope : new Scope(holder, scope.compilation);
  const assignments = changes.map((each) => assignment(target, each));
  const alias = target.base;
  const rows = isOwn ? rowsOf(scope) : whereAmong(scope, target, holder);
  const head = `UPDATE ${quoteName(holder.table)} AS ${alias} SET `;
  return concat("", [wrap(head, concat(", ", assignments, TEXT), ""), rows], TEXT);
}

/** DELETE of a query's rows. */
export function deleteClause(scope: Scope): Sql {
  const head = fixed(`DELETE FROM ${quoteName(scope.meta.table)} AS ${scope.base}`, TEXT);
  return concat("", [head, rowsOf(scope)], TEXT);
}

function assignment(scope: Scope, [field, value]: Assignment): Sql {
  const column = `${quoteName(field.column)} = `;
  if (value === null) return fixed(`${column}NULL`, TEXT);
  if (!(value instanceof Expression) || isPlain(value)) {
    const given = value instanceof Expression ? value.args[0] : value;
    return { text: column + HOLE, binds: [bindTo(scope, field, given)], type: TEXT };
  }
  const before = new Set(scope.joins.keys());
  const sql = scope.compilation.expression({ scope, used: null }, value);
  // A join that only leads to a key in the row itself is not needed.
  const added = [...scope.joins.values()].filter((each) => !before.has(each.alias));
  if (added.some((each) => each.references > 0)) {
    throw new FieldError("Joined field references are not permitted in update().");
  }
  if (sql.aggregate)
    throw new FieldError(`Aggregates are not allowed in update() (${field.name}).`);
  if (sql.window) throw new FieldError(`Windows are not allowed in update() (${field.name}).`);
  return wrap(column, sql, "", TEXT);
}

/** Whether a value needs no context. */
function isPlain(value: Expression): boolean {
  return value.kind === "value" && value.args[0] instanceof Slot;
}

function bindTo(scope: Scope, field: FieldMeta, value: unknown) {
  const relation = field.model.relations.get(field.name);
  const left: Sql = {
    text: "",
    binds: [],
    type: field.type,
    field,
    ...(relation && field.target ? { target: { model: relation.model, field: field.target } } : {}),
  };
  const { vendor } = scope.dialect;
  return bindSlot(value, (each) => judge(each, left, vendor));
}

/** WHERE of a query whose rows are all in one table; otherwise, of their keys. */
function rowsOf(scope: Scope): Sql {
  if (isSimple(scope)) {
    const where = conjunction(scope.where);
    return where.constant === true ? fixed("", TEXT) : wrap(" WHERE ", where, "");
  }
  return whereAmong(scope, scope, scope.meta);
}

function isSimple(scope: Scope): boolean {
  if (scope.isSliced || scope.distinct || scope.group || scope.combined) return false;
  if (scope.where.some((each) => each.aggregate || each.window)) return false;
  return !fromClause(scope).text.includes(" JOIN ");
}

/** Inside, the alias of the changed table replaces the query's own table. */
function whereAmong(scope: Scope, target: Scope, { primaryKey }: ModelMeta): Sql {
  scope.nested = true;
  if (!scope.isSliced) scope.order = [];
  const parts = primaryKey.parts ?? [primaryKey];
  const mine = parts.map((each) => target.column(target.base, each).text).join(", ");
  const columns = parts.map((each) => walk(scope, [each.name], null).column);
  const keys = select(scope, columns).sql;
  return wrap(` WHERE ${parts.length > 1 ? `(${mine})` : mine} IN (`, keys, ")", BOOLEAN);
}

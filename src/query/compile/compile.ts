import type { Dialect } from "../dialects/dialect.ts";
import type { FieldMeta, ModelMeta } from "../meta.ts";
import { Counter, slotValue } from "../slots.ts";
import { deleteClause, updateClause } from "./changes.ts";
import type { Named } from "../steps.ts";
import { slotNamed } from "../steps.ts";
import { build } from "./build.ts";
import { conditionInside, filter } from "./conditions/conditions.ts";
import { compileExpression } from "./expressions/expressions.ts";
import { filteredCondition } from "./conditions/filtered.ts";
import type { Compilation, Scope } from "./scope.ts";
import { select, type Selection } from "./select.ts";
import type { Query } from "../query.ts";
import { aggregateSelection, countSelection } from "./summarize.ts";
import { INTEGER, fixed } from "./sql.ts";
import { walk } from "./path.ts";

/** What to fetch: rows, whether there are any, the keys of the objects, or aggregates. */
export type Asked = "rows" | "exists" | "count" | "keys" | "aggregate";

/** A statement and the kinds of its columns, before its placeholders are numbered. */
export interface Compiled extends Selection {
  readonly isEmpty: boolean;
  readonly cacheable: boolean;
}

export function newCompilation(dialect: Dialect, values: readonly unknown[]): Compilation {
  const compilation: Compilation = {
    dialect,
    values,
    next: 0,
    cacheable: true,
    expression: compileExpression,
    filter: (scope, conditions) => {
      filter(scope, conditions as Parameters<typeof filter>[1], false);
    },
    condition: (scope, condition, used) =>
      conditionInside(scope, condition as Parameters<typeof conditionInside>[1], used),
    filtered: filteredCondition,
    build: (inner, around) => build(inner, compilation, around),
    select: (scope, what) => select(scope, what).sql,
  };
  return compilation;
}

/** Compiles the statement that fetches something from a query. `values` are those of the query and the aggregates. */
export function compileQuery(
  query: Query,
  asked: Asked,
  dialect: Dialect,
  values: readonly unknown[],
  aggregates?: Named,
): Compiled {
  const compilation = newCompilation(dialect, values);
  const counter = new Counter();
  const scope = build(query.slotted(counter), compilation);
  const done = (selection: Selection, isEmpty: boolean): Compiled => ({
    ...selection,
    isEmpty,
    cacheable: compilation.cacheable,
  });
  if (asked === "count") return done(countSelection(scope), scope.isDead);
  if (asked === "aggregate") {
    const named = slotNamed(aggregates ?? {}, counter, query.names);
    return done(aggregateSelection(scope, named), scope.isDead);
  }
  if (asked === "exists") return done(existsSelection(scope), scope.isDead);
  if (asked === "keys") {
    return done(select(scope, [walk(scope, ["pk"], null).column]), scope.isDead);
  }
  return done(select(scope, "shown"), scope.isDead);
}

function existsSelection(scope: Scope): Selection {
  if (!scope.isSliced) scope.order = [];
  if (scope.group || (scope.distinct && scope.isSliced)) return select(scope, "shown");
  if (scope.combined) {
    for (const part of scope.combined.parts) if (!part.isSliced && !part.combined) part.order = [];
    return select(scope, "one");
  }
  scope.distinct = false;
  return select(scope, [fixed("1", INTEGER)]);
}

/** Changes of a query's rows: new values for columns of one table, or deletion. */
export interface Changes {
  readonly holder: ModelMeta;
  readonly assignments: readonly (readonly [field: FieldMeta, value: unknown])[];
}

/** Compiles the statement that changes a query's rows, or without changes deletes them. */
export function compileChanges(
  query: Query,
  dialect: Dialect,
  values: readonly unknown[],
  changes?: Changes,
): Compiled {
  const compilation = newCompilation(dialect, values);
  const counter = new Counter();
  const scope = build(query.slotted(counter), compilation);
  scope.nested = true;
  const assignments = (changes?.assignments ?? []).map(
    ([field, value]) => [field, slotValue(value, counter, query.names)] as const,
  );
  const isEmpty = scope.isDead;
  const sql = changes ? updateClause(scope, changes.holder, assignments) : deleteClause(scope);
  return { sql, columns: [], isEmpty, cacheable: compilation.cacheable };
}

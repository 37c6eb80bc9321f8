import { FieldError, ValueError } from "../../errors.ts";
import type { FieldMeta, ModelMeta } from "../../meta.ts";
import type { Inner } from "../../slots.ts";
import type { Env } from "../env.ts";
import type { Scope } from "../scope.ts";
import { FALSE, fixed, wrap, type Sql } from "../sql.ts";
import { columnType } from "../../types/column-type.ts";
import { walk } from "../path.ts";

/** The value of a subquery that cannot have rows. */
const NULL: Sql = { ...fixed("NULL", columnType("text")), group: [] };

/** A query in parentheses with one column: the one it selects, or the one that the left side's relation refers to. */
export function subselect(
  env: Env,
  query: Inner,
  target?: { readonly model: ModelMeta; readonly field: FieldMeta },
): Sql {
  const scope = env.scope.compilation.build(query, env.scope);
  if (scope.isDead) return NULL;
  const columns = columnsOf(scope, target);
  const selected = scope.compilation.select(scope, columns ?? "shown");
  const type = columns?.[0]?.type ?? selected.type;
  return { ...wrap("(", selected, ")", type), group: scope.external, nullable: true };
}

/** Whether a query has a row. */
export function existsClause(env: Env, query: Inner): Sql {
  const scope = env.scope.compilation.build(query, env.scope);
  if (scope.isDead) return FALSE;
  scope.order = [];
  const selected = scope.compilation.select(scope, scope.combined ? "shown" : "one");
  return { ...wrap("EXISTS(", selected, ")", columnType("boolean")), group: scope.external };
}

function columnsOf(
  scope: Scope,
  target: { readonly model: ModelMeta; readonly field: FieldMeta } | undefined,
): readonly Sql[] | undefined {
  if (scope.fields) {
    if (scope.fields.length === 1) return undefined;
    throw new ValueError("A subquery must show exactly one column: values() with one name.");
  }
  if (
    target &&
    target.model.concrete !== scope.meta.concrete &&
    !isParentOf(target.model, scope.meta)
  ) {
    throw new ValueError(
      `The relation leads to ${target.model.name}: expected a query of it, not of ${scope.meta.name}.`,
    );
  }
  if (scope.combined) throw new FieldError("A combined query inside another one shows values().");
  const name = target?.field.name ?? "pk";
  return [walk(scope, [name], null).column];
}

function isParentOf(parent: ModelMeta, child: ModelMeta): boolean {
  return [...child.parents.keys()].some((each) => each.concrete === parent.concrete);
}

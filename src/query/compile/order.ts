import { FieldError } from "../errors.ts";
import type { ModelMeta } from "../meta.ts";
import { Expression } from "../nodes/expression.ts";
import { compositeParts } from "./conditions/composite.ts";
import { field } from "./expressions/expressions.ts";
import type { Scope } from "./scope.ts";
import { FLOAT, fixed, type Sql } from "./sql.ts";

/** One sort expression. */
export interface Order {
  readonly sql: Sql;
  /** ` DESC`, ` NULLS FIRST`. */
  readonly suffix: string;
}

/** The sort expressions: as requested, or else the model's order unless rows are grouped. */
export function ordersOf(scope: Scope): Order[] {
  const items = scope.order ?? (scope.group ? [] : scope.meta.ordering);
  return items.flatMap((each) => orderOf(scope, each, scope.reversed, "", []));
}

function orderOf(
  scope: Scope,
  item: unknown,
  flipped: boolean,
  prefix: string,
  seen: readonly ModelMeta[],
): Order[] {
  if (item instanceof Expression) return [byExpression(scope, item, flipped, prefix)];
  const text = String(item);
  if (text === "?") return [{ sql: fixed(randomOf(scope), FLOAT), suffix: "" }];
  const isDescending = text.startsWith("-") !== flipped;
  const name = prefix + text.replace(/^[-+]/, "");
  const related =
    prefix === "" && scope.notes.has(name.split(".")[0] ?? "")
      ? undefined
      : leadsTo(scope.meta, name);
  if (related && related.ordering.length > 0) {
    if (seen.includes(related)) throw new FieldError("Infinite loop caused by ordering.");
    return related.ordering.flatMap((each) =>
      orderOf(scope, each, isDescending, `${name}.`, [...seen, related]),
    );
  }
  const parts = compositeParts(scope, [name]);
  const suffix = isDescending ? " DESC" : "";
  const names = parts ? parts.map((part) => part.name) : [name];
  return names.map((each) => ({ sql: field({ scope, used: null }, each), suffix }));
}

const randomOf = (scope: Scope): string =>
  scope.dialect.vendor === "sqlite" ? "mkweb_random()" : "RANDOM()";

/** The model at the end of a path of relations, by whose order rows are then sorted. */
function leadsTo(meta: ModelMeta, path: string): ModelMeta | undefined {
  let at: ModelMeta | undefined = meta;
  for (const name of path.split(".")) {
    if (name === "pk") return undefined;
    at = at?.relations.get(name)?.model;
  }
  return at;
}

function byExpression(scope: Scope, item: Expression, flipped: boolean, prefix: string): Order {
  const isOrdering = item.kind === "ordering";
  const operand = isOrdering ? item.args[0] : item;
  const named =
    prefix && operand instanceof Expression && operand.kind === "field"
      ? new Expression("field", prefix + operand.name)
      : operand;
  const sql = scope.compilation.expression({ scope, used: null }, named);
  const isDescending = (item.name === "desc" && isOrdering) !== flipped;
  const nulls = isOrdering ? item.options?.["nulls"] : undefined;
  const first = (nulls === "first") !== flipped;
  const suffix = nulls === undefined ? "" : ` NULLS ${first ? "FIRST" : "LAST"}`;
  return { sql, suffix: (isDescending ? " DESC" : "") + suffix };
}

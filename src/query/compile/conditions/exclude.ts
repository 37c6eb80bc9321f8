import { Scope, sameStep, type Join } from "../scope.ts";
import { stepConditions } from "../joins.ts";
import { Leaf } from "../compiled.ts";
import { walk, type Many } from "../path.ts";
import {
  BOOLEAN,
  FALSE,
  conjunction,
  disjunction,
  fixed,
  quoteName,
  wrap,
  type Sql,
} from "../sql.ts";

/**
 * Compiles a condition under `not` on a relation to many rows, which excludes a row if any related row
 * matches. It becomes a subquery that starts at the first table with many rows.
 */
export function splitExclude(
  scope: Scope,
  path: readonly string[],
  value: unknown,
  used: Set<string> | null,
  { steps, before }: Many,
): Sql {
  const inner = new Scope(scope.meta, scope.compilation, scope);
  inner.isSplit = true;
  for (const [name, each] of scope.filtered) inner.filtered.set(name, each);
  scope.compilation.filter(inner, [new Leaf(path, value)]);
  const chain = chainOf(inner, steps);
  const last = steps.at(-1);
  const pair = last?.on[0];
  if (!last || !pair) throw new Error("A path to many rows has steps.");
  const many = inner.joinNamed(chain.at(-1) ?? inner.base);
  const keepsMissing = chain.slice(1, -1).some((each) => inner.joinNamed(each).type === "left");
  const cutAtMany = many.type !== "left" && many.filtered === undefined;
  const start = cutAtMany ? many : inner.joinNamed(chain.at(-2) ?? inner.base);
  const shared = sharedRow(scope, start, used);
  const link = [...before, pair[0].name];
  const outside = shared
    ? scope.column(shared, start.meta.primaryKey)
    : walk(scope, link, null).column;
  cut(inner, chain, start.alias);
  if (cutAtMany) inner.where.push(...stepConditions(start.alias, last, start.alias));
  const column = shared ? start.meta.primaryKey : cutAtMany ? pair[1] : pair[0];
  const own = `${start.alias}.${quoteName(column.column)}`;
  inner.where.push(fixed(`${own} = ${outside.text}`, BOOLEAN));
  const dead = conjunction(inner.where).constant === false;
  const found = dead
    ? FALSE
    : wrap("EXISTS(", scope.compilation.select(inner, "one"), ")", BOOLEAN);
  const grouped = before.length > 0 && !shared ? found : { ...found, group: [outside] };
  return keepsMissing ? disjunction([grouped, missing(scope, link, used)]) : grouped;
}

/** The condition that the row at which the relation to many starts does not exist. */
function missing(scope: Scope, link: readonly string[], used: Set<string> | null): Sql {
  const { column, aliases } = walk(scope, link, used);
  for (const alias of [scope.base, ...aliases]) used?.add(alias);
  return { ...wrap("", column, " IS NULL", BOOLEAN), group: [column] };
}

/** The aliases of a path's steps, the base first. */
function chainOf(scope: Scope, steps: Many["steps"]): string[] {
  const chain = [scope.base];
  for (const step of steps) {
    const parent = chain.at(-1) ?? scope.base;
    const join = [...scope.joins.values()].find(
      (each) => each.parent === parent && each.step && sameStep(each.step, step),
    );
    if (!join) throw new Error("A path that was walked has its joins.");
    chain.push(join.alias);
  }
  return chain;
}

/**
 * The row of the same call of `filter` to which the condition refers, found by the join's label. Unrelated
 * relations may share a label by accident; Django uses that row too, and so returns the same result.
 */
function sharedRow(
  scope: Scope,
  { label, meta }: Join,
  used: ReadonlySet<string> | null,
): string | undefined {
  const { column, type } = meta.primaryKey;
  return [...scope.joins.values()].find(
    (each) =>
      each.label === label &&
      used?.has(each.alias) &&
      each.meta.primaryKey.column === column &&
      each.meta.primaryKey.type.kind === type.kind,
  )?.alias;
}

/** Removes the tables before a join, and those that only depend on them. */
function cut(scope: Scope, chain: readonly string[], start: string): void {
  const first = scope.joinNamed(start);
  scope.joins.set(start, { ...first, type: "from", parent: "", references: 1 });
  for (const alias of chain) {
    if (alias === start) break;
    scope.joins.delete(alias);
  }
  scope.base = start;
  for (const join of scope.joins.values()) {
    if (join.parent && !scope.joins.has(join.parent)) scope.joins.delete(join.alias);
  }
}

import { Scope, sameStep } from "./scope.ts";
import { stepConditions } from "./joins.ts";
import { Leaf } from "./compiled.ts";
import { walk, type Many } from "./path.ts";
import {
  BOOLEAN,
  FALSE,
  conjunction,
  disjunction,
  fixed,
  quoteName,
  wrap,
  type Sql,
} from "./sql.ts";

/**
 * A condition under `not` on a relation to many rows: a row goes when any related row meets it. It gets a query
 * of its own, from the table with many rows on.
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
  const many = chain.at(-1) ?? inner.base;
  const keepsMissing = chain.slice(1).some((each) => inner.joinNamed(each).type === "left");
  const cutAtMany = inner.joinNamed(many).type !== "left";
  const start = cutAtMany ? many : (chain.at(-2) ?? inner.base);
  const shared = cutAtMany ? sharedRow(scope, steps, used) : undefined;
  const here = walk(scope, [...before, pair[0].name], used);
  cut(inner, chain, start);
  if (cutAtMany) inner.where.push(...stepConditions(start, last, start));
  const column = cutAtMany ? pair[1] : pair[0];
  const mine = shared
    ? `${start}.${quoteName(last.to.primaryKey.column)} = ${shared}.${quoteName(last.to.primaryKey.column)}`
    : `${start}.${quoteName(column.column)} = ${here.column.text}`;
  inner.where.push(fixed(mine, BOOLEAN));
  for (const alias of here.aliases) used?.add(alias);
  const dead = conjunction(inner.where).constant === false;
  const found = dead
    ? FALSE
    : wrap("EXISTS(", scope.compilation.select(inner, "one"), ")", BOOLEAN);
  const outside = shared ? scope.column(shared, last.to.primaryKey) : here.column;
  const grouped = before.length > 0 && !shared ? found : { ...found, group: [outside] };
  if (!keepsMissing) return grouped;
  const missing = wrap("", here.column, " IS NULL", BOOLEAN);
  return disjunction([grouped, { ...missing, group: [here.column] }]);
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

/** The row of the same call of `filter` that is at the end of these steps already: the condition speaks of it. */
function sharedRow(
  scope: Scope,
  steps: Many["steps"],
  used: ReadonlySet<string> | null,
): string | undefined {
  let at: string | undefined = scope.base;
  for (const step of steps) {
    const parent: string = at;
    at = [...scope.joins.values()].find(
      (each) =>
        each.parent === parent && each.step && sameStep(each.step, step) && used?.has(each.alias),
    )?.alias;
    if (at === undefined) return undefined;
  }
  return at;
}

/** Takes the tables before a join out, and what hangs on them alone. */
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

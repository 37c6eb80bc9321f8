import type { Scope } from "./scope.ts";
import { groupOf, sameSql, type Sql } from "./sql.ts";

/**
 * The expressions to group by: the explicit ones, the selected ones, those of the order and of conditions on
 * groups.
 */
export function groupBy(
  scope: Scope,
  shown: readonly Sql[],
  orders: readonly Sql[],
  having: readonly Sql[],
): Sql[] {
  if (!scope.group) return [];
  const key = scope.group === "model" ? [keyColumn(scope)] : scope.group;
  const seen = new Set<string>();
  const all: Sql[] = [];
  const parts = [...key, ...shown, ...orders, ...having];
  for (const [at, part] of parts.entries()) {
    const isKey = at < key.length || key.some((each) => sameSql(each, part));
    for (const each of isKey ? [part] : groupOf(part)) {
      if (
        each.aggregate ||
        each.literal ||
        seen.has(each.text) ||
        /^(?:1|mkweb_random\(\)|RANDOM\(\))$/.test(each.text)
      )
        continue;
      seen.add(each.text);
      all.push(each);
    }
  }
  return withoutDependents(scope, all);
}

function keyColumn(scope: Scope): Sql {
  return scope.column(scope.base, scope.meta.primaryKey);
}

/** Once grouped by its key, the model's other columns depend on it. */
function withoutDependents(scope: Scope, group: readonly Sql[]): Sql[] {
  const key = scope.column(scope.base, scope.meta.primaryKey).text;
  if (!group.some((each) => each.text === key)) return [...group];
  return group.filter((each) => each.alias !== scope.base || each.text === key);
}

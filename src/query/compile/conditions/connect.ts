import type { Inner } from "../../slots.ts";
import { filter } from "./conditions.ts";
import type { Compilation, Scope } from "../scope.ts";
import { conjunction, disjunction, parity, wrap, type Sql } from "../sql.ts";

/** Joins the conditions of another query of the same model to the existing ones: `&`, `|` and `^`. */
export function conditionsOf(
  scope: Scope,
  connector: "and" | "or" | "xor",
  queries: readonly Inner[],
  _compilation: Compilation,
): void {
  for (const query of queries) {
    const mine = scope.where.splice(0, scope.where.length);
    const before = new Set(scope.joins.keys());
    const left = [...scope.joins.values()].filter((each) => each.type === "left");
    const inner = [...scope.joins.values()].filter((each) => each.type === "inner");
    for (const step of query.steps) {
      if (step.do === "filter" || step.do === "exclude") {
        filter(scope, step.conditions, step.do === "exclude");
      } else if (step.do === "none") scope.empty = connector === "and";
      else if (step.do === "orderBy") scope.order ??= step.items;
      else if (step.do === "distinct") scope.distinct = true;
      else if (step.do !== "reverse") {
        throw new TypeError(`Queries are joined before ${step.do} is asked for.`);
      }
    }
    const others = scope.where.splice(0, scope.where.length);
    const both = [conjunction(mine), conjunction(others)];
    if (connector === "and") scope.where.push(...mine, ...others);
    else {
      // Joins that only one side needs must not drop rows of the other.
      scope.promote(left.map((each) => each.alias));
      scope.promote([...scope.joins.keys()].filter((each) => !before.has(each)));
      if (mine.length > 0) scope.promote(inner.map((each) => each.alias));
      scope.where.push(
        connector === "or"
          ? disjunction(both)
          : parity(both, (each: Sql) => wrap("CASE WHEN ", each, " THEN 1 ELSE 0 END")),
      );
    }
  }
}

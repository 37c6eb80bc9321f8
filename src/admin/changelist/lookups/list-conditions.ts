import { columnNameOf, sourceOf } from "../../../models/index.ts";
import type { ChangeList } from "../change-list.ts";
import { annotationCondition, lookupCondition } from "./lookup-condition.ts";
import { partOf } from "./lookup-path.ts";

/** Returns the conditions for the lookups of a query, which name fields or annotations. */
export function conditionsOf(list: ChangeList, lookups: ReadonlyMap<string, readonly unknown[]>) {
  return [...lookups].map(([lookup, values]) => {
    const name = annotationOf(list, lookup);
    return name === undefined
      ? lookupCondition(list.opts, lookup, values)
      : annotationCondition(name, lookup, values);
  });
}

/** Returns the name of an annotation that a lookup starts with, if any. */
function annotationOf({ opts, rootQueryset }: ChangeList, lookup: string): string | undefined {
  const [first = ""] = lookup.split("__");
  if (partOf(opts, first)) return undefined;
  const names = sourceOf(rootQueryset).query.annotationNames;
  return names.find((name) => columnNameOf(name) === first);
}

import type { Names } from "./key.ts";
import type { RelationMeta } from "./meta.ts";
import { Expression, nodeMark } from "./nodes/expression.ts";
import type { Named } from "./steps.ts";

/** @throws {TypeError} One of the expressions is a plain value. */
export function requireExpressions(method: string, named: Named): void {
  for (const name of Object.keys(named)) {
    const value = named[name];
    if (
      typeof value === "object" &&
      value !== null &&
      (value instanceof Expression || nodeMark in value)
    ) {
      continue;
    }
    throw new TypeError(
      `${method}() takes expressions; "${name}" is a value. Write Value(...) around it.`,
    );
  }
}

/** Whether an expression is an aggregate, or contains one, including names of known aggregates. */
export function aggregatesIn(value: unknown, known: ReadonlySet<string>): boolean {
  if (!(value instanceof Expression)) return false;
  if (value.kind === "aggregate") return true;
  if (value.kind === "window" || value.kind === "subquery" || value.kind === "exists") return false;
  if (value.kind === "field") return known.has(value.name.split(".")[0] ?? "");
  return value.args.some((each) => aggregatesIn(each, known));
}

/** The names of a query after adding filtered relations. */
export function filteredNames(names: Names, named: Named): Names {
  const added = new Map<string, RelationMeta>();
  for (const name of Object.keys(named)) {
    const value = named[name];
    if (!(value instanceof Expression) || value.kind !== "filteredRelation") continue;
    let at: Names = names;
    let relation: RelationMeta | undefined;
    for (const part of value.name.split(".")) {
      relation = at.relations.get(part);
      if (!relation) break;
      at = relation.model;
    }
    if (relation) added.set(name, relation);
  }
  if (added.size === 0) return names;
  return { name: names.name, relations: new Map([...names.relations, ...added]) };
}

/** @throws {TypeError} A name is not a text, for example because a list was passed. */
export function requireNames(method: string, names: readonly unknown[]): void {
  if (names.every((each) => typeof each === "string")) return;
  throw new TypeError(`${method}() takes field names as separate arguments: ${method}("a", "b").`);
}

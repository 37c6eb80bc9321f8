import { Expression, isPlainObject, Lookup, Q } from "../../query/index.ts";

/** Returns the fields of the row that a condition or expression uses: of a path its first name. */
export function namesIn(node: unknown): readonly string[] {
  return [...new Set(collect(node))];
}

function collect(node: unknown): readonly string[] {
  if (node instanceof Q) return node.conditions.flatMap(collect);
  if (node instanceof Lookup) return node.args.flatMap(collect);
  if (node instanceof Expression) {
    const own = node.kind === "field" ? [node.name.split(".")[0] ?? node.name] : [];
    return [...own, ...node.args.flatMap(collect)];
  }
  if (Array.isArray(node)) return node.flatMap(collect);
  if (!isPlainObject(node)) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    name,
    // Names in an object for a relation belong to the other model.
    ...(isPlainObject(value) ? [] : collect(value)),
  ]);
}

import { ValueError } from "../../errors.ts";
import { Lookup } from "../../nodes/lookup.ts";
import { Fields, Joined } from "../../slots.ts";
import { Leaf } from "../compiled.ts";

/** Combined conditions on a related row. */
export class Prefixed {
  readonly path: readonly string[];
  readonly condition: Joined;

  constructor(path: readonly string[], condition: Joined) {
    this.path = path;
    this.condition = condition;
  }
}

/**
 * The conditions of an object, including nested ones, sorted by name as Django sorts the keywords of a `Q`.
 * The order matters under `exclude`, where a condition depends on the joins of earlier ones.
 */
export function leavesOf(node: Fields, prefix: readonly string[]): (Leaf | Prefixed)[] {
  const leaves = flattened(node, prefix);
  if (leaves.length < 2) return leaves;
  return leaves
    .map((leaf) => [keywordOf(leaf), leaf] as const)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, leaf]) => leaf);
}

function flattened(node: Fields, prefix: readonly string[]): (Leaf | Prefixed)[] {
  return node.entries.flatMap(([name, value]) => {
    const path = [...prefix, name];
    if (value instanceof Fields) return flattened(value, path);
    if (value instanceof Joined) return [new Prefixed(path, value)];
    if (value instanceof Lookup && value.name === "json") return jsonLeaves(path, value.args[0]);
    return [new Leaf(path, value)];
  });
}

/** Each condition inside a JSON value, with its path. */
function jsonLeaves(path: readonly string[], value: unknown): Leaf[] {
  if (!(value instanceof Fields)) return [new Leaf(path, value)];
  if (value.entries.length === 0)
    throw new ValueError("json({}) has no conditions; exact({}) compares.");
  return value.entries.flatMap(([name, each]) => jsonLeaves([...path, name], each));
}

/** The condition's keyword in Django: `mentor__born__gt`. */
function keywordOf(leaf: Leaf | Prefixed): string {
  const names = leaf.path.map((name) => name.replace(/([a-z])([A-Z])/g, "$1_$2"));
  const value = leaf instanceof Leaf ? leaf.value : undefined;
  if (value instanceof Lookup && value.name !== "exact") names.push(value.name);
  return names.join("__").toLowerCase();
}

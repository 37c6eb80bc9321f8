/** Finds the array literal behind a list's expression, to which an item can be added. */
import type { ArrayExpression, Node } from "@babel/types";
import type { Definition } from "./definition.ts";
import { keyOf, lineOf, stringOf, unwrap, type SourceModule } from "./module.ts";
import type { Refuse } from "../refusal.ts";
import { aliases, resolved } from "./values.ts";

export interface FoundArray {
  readonly array: ArrayExpression;
  /** The variables that hold the list or are built from it. */
  readonly lists: ReadonlySet<string>;
}

/** @throws The error of `refuse`, if the list is not a literal in one place. */
export function findArray(
  module: SourceModule,
  definition: Definition,
  refuse: Refuse,
): FoundArray {
  const lists = new Set(definition.lists);
  const { name, value } = definition;
  const array = arrayIn(value, { module, name, refuse, lists, followed: new Set() });
  if (array.elements.includes(null)) {
    throw refuse(`${name} has a hole (line ${lineOf(array)})`);
  }
  return { array, lists };
}

/** Every string that the expression may contribute as an item, under any condition. */
export function itemsNamed(module: SourceModule, value: Node, seen = new Set<Node>()): Set<string> {
  const node = resolved(module, value);
  const text = stringOf(node);
  if (text !== undefined) return new Set([text]);
  if (seen.has(node)) return new Set();
  seen.add(node);
  return new Set(partsOf(node).flatMap((part) => [...itemsNamed(module, part, seen)]));
}

interface Search {
  readonly module: SourceModule;
  readonly name: string;
  readonly refuse: Refuse;
  readonly lists: Set<string>;
  /** The variables followed so far. */
  readonly followed: Set<string>;
}

function arrayIn(value: Node, search: Search): ArrayExpression {
  const { module, name, refuse, lists } = search;
  const names = aliases(module, value);
  if (names.some((each) => search.followed.has(each))) {
    throw refuse(`${name} refers to itself (line ${lineOf(value)})`);
  }
  for (const each of names) {
    lists.add(each);
    search.followed.add(each);
  }
  const node = resolved(module, value);
  switch (node.type) {
    case "ArrayExpression":
      return node;
    case "CallExpression": {
      const callee = calleeName(node.callee);
      const object = node.callee.type === "MemberExpression" ? node.callee.object : undefined;
      const [argument] = node.arguments;
      if (callee === "Object.freeze" && argument) return arrayIn(argument, search);
      if (object && callee?.endsWith(".concat"))
        return concatenated(object, node.arguments, search);
      const filtersFalse = argument?.type === "Identifier" && argument.name === "Boolean";
      if (object && filtersFalse && callee?.endsWith(".filter")) return arrayIn(object, search);
      throw refuse(`${name} is computed with ${callee ?? "a function"}() (line ${lineOf(node)})`);
    }
    case "ConditionalExpression":
      throw refuse(`${name} is one of two lists, decided at run time (line ${lineOf(node)})`);
    case "Identifier": {
      const from = module.foreign.get(node.name);
      if (from !== undefined) throw refuse(`${name} comes from '${from}'`);
      throw refuse(`${name} is ${node.name}, which is not a list literal in this file`);
    }
    default:
      throw refuse(`${name} is computed at run time (line ${lineOf(node)})`);
  }
}

/** The last list literal in `object.concat(...parts)`. */
function concatenated(object: Node, parts: readonly Node[], search: Search): ArrayExpression {
  const literal = [object, ...parts].findLast((each) => unwrap(each).type === "ArrayExpression");
  if (literal) return arrayIn(literal, search);
  return arrayIn(object, search);
}

function calleeName(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return undefined;
  const object = callee.object.type === "Identifier" ? callee.object.name : "";
  return `${object}.${keyOf(callee.property, callee.computed) ?? ""}`;
}

function partsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "ArrayExpression":
      return node.elements.filter((each) => each !== null);
    case "SpreadElement":
    case "AwaitExpression":
      return node.argument ? [node.argument] : [];
    case "ConditionalExpression":
      return [node.consequent, node.alternate];
    case "LogicalExpression":
      return [node.left, node.right];
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      return [node.callee, ...node.arguments];
    case "MemberExpression":
    case "OptionalMemberExpression":
      return [node.object];
    default:
      return [];
  }
}

/** Finds a property such as INSTALLED_APPS in an object, or in the expression that creates it. */
import type { Node } from "@babel/types";
import { initialiser, keyOf, lineOf, unwrap, type SourceModule } from "./module.ts";
import type { Refuse } from "../refusal.ts";
import { resolved } from "./values.ts";

export interface PropertySearch {
  readonly module: SourceModule;
  readonly name: string;
  readonly refuse: Refuse;
  /** Collects the variables followed; each is entered once. */
  readonly objects: Set<string>;
}

/**
 * The property's value in an object, in a call's arguments (`defineSettings(…)`) or in a variable.
 *
 * @throws The error of `refuse`, if there are two, or a later part may replace it.
 */
export function propertyIn(node: Node, search: PropertySearch): Node | undefined {
  const { module, objects } = search;
  const inner = unwrap(node);
  switch (inner.type) {
    case "ObjectExpression":
      return lastWord(inner.properties, search);
    case "CallExpression":
      return lastWord(inner.arguments, search);
    case "SpreadElement":
      return propertyIn(inner.argument, search);
    case "Identifier": {
      const value = objects.has(inner.name) ? undefined : initialiser(module, inner.name);
      objects.add(inner.name);
      return value && propertyIn(value, search);
    }
    case "ConditionalExpression":
      return ifNeither([inner.consequent, inner.alternate], search);
    case "LogicalExpression":
      return ifNeither([inner.left, inner.right], search);
    default:
      return undefined;
  }
}

export function twice(name: string, one: Node, other: Node): string {
  return `${name} is defined twice, in lines ${lineOf(one)} and ${lineOf(other)}`;
}

/** The value among parts of which later ones win: properties of an object, arguments of a merge. */
function lastWord(parts: readonly Node[], search: PropertySearch): Node | undefined {
  const { module, name, refuse } = search;
  let found: Node | undefined;
  for (const part of parts) {
    const value = valueIn(part, search);
    if (found && value) throw refuse(twice(name, found, value));
    if (found && !isKnown(module, part)) {
      throw refuse(`what line ${lineOf(part)} adds may replace ${name}`);
    }
    found ??= value;
  }
  return found;
}

function valueIn(part: Node, search: PropertySearch): Node | undefined {
  if (part.type !== "ObjectProperty" && part.type !== "ObjectMethod") {
    return propertyIn(part, search);
  }
  if (keyOf(part.key, part.computed) !== search.name) return undefined;
  if (part.type === "ObjectProperty") return part.value;
  throw search.refuse(`${search.name} is computed by a function`);
}

function ifNeither(branches: readonly Node[], search: PropertySearch): undefined {
  const [value] = branches.flatMap((branch) => propertyIn(branch, search) ?? []);
  if (!value) return undefined;
  const line = lineOf(value);
  throw search.refuse(`whether ${search.name} of line ${line} counts is decided at run time`);
}

/** Whether everything it adds to an object can be read here. */
function isKnown(module: SourceModule, part: Node): boolean {
  if (part.type === "ObjectProperty" || part.type === "ObjectMethod") {
    return keyOf(part.key, part.computed) !== undefined;
  }
  const value = resolved(module, part.type === "SpreadElement" ? part.argument : part);
  switch (value.type) {
    case "ObjectExpression":
      return value.properties.every((each) => isKnown(module, each));
    case "ConditionalExpression":
      return isKnown(module, value.consequent) && isKnown(module, value.alternate);
    case "LogicalExpression":
      return value.operator === "&&" && isKnown(module, value.right);
    case "BooleanLiteral":
    case "NullLiteral":
    case "StringLiteral":
    case "ArrowFunctionExpression":
      return true;
    default:
      return false;
  }
}

/** Where a module defines a list such as INSTALLED_APPS. */
import type { Node } from "@babel/types";
import { initialiser, keyOf, lineOf, unwrap, type SourceModule } from "./module.ts";
import type { Refuse } from "./refusal.ts";

export interface Definition {
  /** `INSTALLED_APPS` */
  readonly name: string;
  /** The expression that gives the list its value. */
  readonly value: Node;
  /** Variables that hold the list. */
  readonly lists: ReadonlySet<string>;
  /** Variables that hold the object the list is a property of. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Finds the one expression behind an exported name, or behind a property of the default export.
 *
 * @throws What `refuse` makes, if there is none, or more than one could be meant.
 */
export function findDefinition(module: SourceModule, name: string, refuse: Refuse): Definition {
  const named = namedExport(module, name, refuse);
  const property = propertyOfDefault(module, name, refuse);
  if (named && property) {
    const same = resolved(module, named.value) === resolved(module, property.value);
    if (!same) throw refuse(twice(name, named.value, property.value));
    return { ...property, lists: new Set([...named.lists, ...property.lists]) };
  }
  const definition = named ?? property;
  if (!definition) throw refuse(notFound(module, name));
  return definition;
}

/** A list that only a named export can define. */
export function findNamedDefinition(
  module: SourceModule,
  name: string,
  refuse: Refuse,
): Definition {
  const definition = namedExport(module, name, refuse);
  if (!definition) throw refuse(notFound(module, name));
  return definition;
}

function namedExport(module: SourceModule, name: string, refuse: Refuse): Definition | undefined {
  const local = module.exports.get(name);
  if (local === undefined) return undefined;
  const value = valueOf(module, local, name, refuse);
  return { name, value, lists: new Set([local, ...aliases(module, value)]), objects: new Set() };
}

/** The initialiser of a local variable, or why there is none. */
function valueOf(module: SourceModule, local: string, name: string, refuse: Refuse): Node {
  const from = module.foreign.get(local) ?? module.foreign.get(name);
  if (from !== undefined) throw refuse(`${name} comes from '${from}'`);
  const [first, second] = module.variables.get(local) ?? [];
  if (first && second) throw refuse(twice(name, first, second));
  const value = initialiser(module, local);
  if (value) return value;
  if (!first) throw refuse(`${name} is not a variable`);
  throw refuse(
    `${name} gets its value in another way than by an initialiser (line ${lineOf(first)})`,
  );
}

function propertyOfDefault(
  module: SourceModule,
  name: string,
  refuse: Refuse,
): Definition | undefined {
  const objects = new Set<string>();
  const root = defaultExport(module, objects);
  const value = root && propertyIn(root, { module, name, refuse, objects });
  if (!value) return undefined;
  const inner = unwrap(value);
  if (inner.type === "Identifier") valueOf(module, inner.name, name, refuse);
  return { name, value, lists: new Set(aliases(module, value)), objects };
}

function defaultExport(module: SourceModule, objects: Set<string>): Node | undefined {
  const local = module.exports.get("default");
  if (local !== undefined) {
    objects.add(local);
    return initialiser(module, local);
  }
  for (const statement of module.file.program.body) {
    if (statement.type === "ExportDefaultDeclaration") return statement.declaration;
  }
  return undefined;
}

interface Search {
  readonly module: SourceModule;
  readonly name: string;
  readonly refuse: Refuse;
  /** Collects the variables passed on the way; none is entered twice. */
  readonly objects: Set<string>;
}

/** The property's value in an object, in a call's arguments (`defineSettings(…)`) or in a variable. */
function propertyIn(node: Node, search: Search): Node | undefined {
  const { module, name, refuse, objects } = search;
  const inner = unwrap(node);
  switch (inner.type) {
    case "ObjectExpression":
      return propertyOfObject(inner.properties, search);
    case "CallExpression":
      return only(
        inner.arguments.map((each) => propertyIn(each, search)),
        search,
      );
    case "SpreadElement":
      return propertyIn(inner.argument, search);
    case "Identifier": {
      const value = objects.has(inner.name) ? undefined : initialiser(module, inner.name);
      objects.add(inner.name);
      return value && propertyIn(value, search);
    }
    case "ConditionalExpression":
    case "LogicalExpression":
      throw refuse(`which ${name} counts is decided at run time (line ${lineOf(inner)})`);
    default:
      return undefined;
  }
}

function propertyOfObject(properties: readonly Node[], search: Search): Node | undefined {
  const { module, name, refuse } = search;
  const found: (Node | undefined)[] = [];
  for (const property of properties) {
    if (property.type === "SpreadElement") {
      const value = propertyIn(property.argument, search);
      const known = value ?? isKnownObject(module, property.argument);
      if (!known && found.some(Boolean)) {
        throw refuse(`the spread in line ${lineOf(property)} may replace ${name}`);
      }
      found.push(value);
    } else if ("key" in property && property.key && "computed" in property) {
      const key = keyOf(property.key, property.computed);
      if (key === undefined && found.some(Boolean)) {
        throw refuse(`the computed key in line ${lineOf(property)} may replace ${name}`);
      }
      if (key !== name) continue;
      if (property.type !== "ObjectProperty") throw refuse(`${name} is computed by a function`);
      found.push(property.value);
    }
  }
  return only(found, search);
}

/** Whether all keys of what is spread are in view. */
function isKnownObject(module: SourceModule, node: Node): boolean {
  const object = resolved(module, node);
  return (
    object.type === "ObjectExpression" &&
    object.properties.every((each) => each.type !== "SpreadElement" && !each.computed)
  );
}

function only(found: readonly (Node | undefined)[], { name, refuse }: Search): Node | undefined {
  const [first, second] = found.filter((each) => each !== undefined);
  if (first && second) throw refuse(twice(name, first, second));
  return first;
}

/** The variables between an expression and the value it stands for. */
export function aliases(module: SourceModule, value: Node): string[] {
  const names: string[] = [];
  for (let node = unwrap(value); node.type === "Identifier" && !names.includes(node.name);) {
    names.push(node.name);
    node = unwrap(initialiser(module, node.name) ?? node);
  }
  return names;
}

/** What an expression stands for, as far as the module's own variables tell. */
export function resolved(module: SourceModule, value: Node): Node {
  const last = aliases(module, value).at(-1);
  return unwrap((last !== undefined && initialiser(module, last)) || value);
}

function twice(name: string, one: Node, other: Node): string {
  return `${name} is defined twice, in lines ${lineOf(one)} and ${lineOf(other)}`;
}

function notFound(module: SourceModule, name: string): string {
  const from = module.foreign.get(name);
  if (from !== undefined) return `${name} comes from '${from}'`;
  return module.variables.has(name) ? `${name} is not exported` : `it defines no ${name}`;
}

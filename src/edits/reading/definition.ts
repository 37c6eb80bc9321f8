/** Finds where a module defines a list such as INSTALLED_APPS. */
import type { Node } from "@babel/types";
import { initialiser, lineOf, unwrap, type SourceModule } from "./module.ts";
import { propertyIn, twice } from "./property.ts";
import type { Refuse } from "../refusal.ts";
import { aliases, resolved } from "./values.ts";

export interface Definition {
  /** `INSTALLED_APPS` */
  readonly name: string;
  /** The expression with the list's value. */
  readonly value: Node;
  /** Variables that hold the list. */
  readonly lists: ReadonlySet<string>;
  /** Variables that hold the object with the list as a property. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Finds the expression behind an exported name, or behind a property of the default export.
 *
 * @throws The error of `refuse`, if there is none, or more than one is possible.
 */
export function findDefinition(module: SourceModule, name: string, refuse: Refuse): Definition {
  const definition = lookForDefinition(module, name, refuse);
  if (!definition) throw refuse(notFound(module, name));
  return definition;
}

/**
 * Like {@link findDefinition}, but returns `undefined` if there is none.
 *
 * @throws The error of `refuse`, if more than one is possible.
 */
export function lookForDefinition(
  module: SourceModule,
  name: string,
  refuse: Refuse,
): Definition | undefined {
  const named = namedExport(module, name, refuse);
  const property = propertyOfDefault(module, name, refuse);
  if (named && property) {
    const same = resolved(module, named.value) === resolved(module, property.value);
    if (!same) throw refuse(twice(name, named.value, property.value));
    return { ...property, lists: new Set([...named.lists, ...property.lists]) };
  }
  return named ?? property;
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

/** The initialiser of a local variable, or the reason why there is none. */
function valueOf(module: SourceModule, local: string, name: string, refuse: Refuse): Node {
  const from = module.foreign.get(local) ?? module.foreign.get(name);
  if (from !== undefined) throw refuse(`${name} comes from '${from}'`);
  const [first, second] = module.variables.get(local) ?? [];
  if (first && second) throw refuse(twice(name, first, second));
  const value = initialiser(module, local);
  if (value) return value;
  if (!first) throw refuse(`${name} is not a variable`);
  throw refuse(`${name} does not get its value from an initialiser (line ${lineOf(first)})`);
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

/** The default export's expression; collects the variable that holds it. */
export function defaultExport(module: SourceModule, objects: Set<string>): Node | undefined {
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

function notFound(module: SourceModule, name: string): string {
  const from = module.foreign.get(name);
  if (from !== undefined) return `${name} comes from '${from}'`;
  return module.variables.has(name) ? `${name} is not exported` : `it defines no ${name}`;
}

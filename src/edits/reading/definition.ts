/** Where a module defines a list such as INSTALLED_APPS. */
import type { Node } from "@babel/types";
import { initialiser, lineOf, unwrap, type SourceModule } from "./module.ts";
import { propertyIn, twice } from "./property.ts";
import type { Refuse } from "../refusal.ts";
import { aliases, resolved } from "./values.ts";

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
  const definition = lookForDefinition(module, name, refuse);
  if (!definition) throw refuse(notFound(module, name));
  return definition;
}

/**
 * Like {@link findDefinition}, but there may be none.
 *
 * @throws What `refuse` makes, if more than one could be meant.
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

/** What the default export is; collects the variable that holds it. */
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

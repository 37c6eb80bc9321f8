/** Reads a settings file without running it. */
import type { Node } from "@babel/types";
import { MkwebError } from "../../errors.ts";
import { defaultExport, lookForDefinition } from "../reading/definition.ts";
import { laterChanges } from "../reading/later-changes.ts";
import {
  initialiser,
  parseModule,
  stringOf,
  unwrap,
  type SourceModule,
} from "../reading/module.ts";
import type { Refuse } from "../refusal.ts";
import { resolved } from "../reading/values.ts";

/** Whether a settings file defines a setting itself, and the modules it may inherit it from. */
export interface SettingPlace {
  readonly here: boolean;
  /** Module specifiers as written, in order of precedence: `./base.ts`. */
  readonly bases: readonly string[];
}

/**
 * Finds where a setting is defined: in this file, or in one whose settings it includes.
 *
 * @throws The error of `refuse`, if the file cannot be parsed.
 */
export function placeOfSetting(source: string, name: string, refuse: Refuse): SettingPlace {
  const module = parseModule(source, refuse);
  return { here: isDefined(module, name, refuse), bases: basesOf(module, name).toReversed() };
}

/**
 * Reads the value of a setting that is a text literal.
 *
 * @throws The error of `refuse`, if it is not.
 */
export function readTextSetting(source: string, name: string, refuse: Refuse): string {
  const module = parseModule(source, refuse);
  const definition = lookForDefinition(module, name, refuse);
  if (!definition) throw refuse(`it defines no ${name}`);
  const [change] = laterChanges(module, definition, definition.lists);
  if (change) throw refuse(`${name} is ${change.how} later (line ${change.line})`);
  const text = stringOf(resolved(module, definition.value));
  if (text === undefined) throw refuse(`${name} is not a text written out in one place`);
  return text;
}

/**
 * Whether a module's settings are its default export.
 *
 * @throws The error of `refuse`, if the file cannot be parsed.
 */
export function hasDefaultExport(source: string, refuse: Refuse): boolean {
  return defaultExport(parseModule(source, refuse), new Set()) !== undefined;
}

/** A definition in a form we cannot read still counts as a definition. */
function isDefined(module: SourceModule, name: string, refuse: Refuse): boolean {
  const local = module.exports.get(name);
  if (local !== undefined && (module.foreign.has(local) || module.foreign.has(name))) return false;
  try {
    return lookForDefinition(module, name, refuse) !== undefined;
  } catch (error) {
    if (error instanceof MkwebError) return true;
    throw error;
  }
}

function basesOf(module: SourceModule, name: string): string[] {
  const found: string[] = [];
  for (const statement of module.file.program.body) {
    if (statement.type === "ExportAllDeclaration") found.push(statement.source.value);
  }
  const local = module.exports.get(name);
  const named = module.foreign.get(local ?? name) ?? module.foreign.get(name);
  if (local !== undefined && named !== undefined) found.push(named);
  const root = defaultExport(module, new Set());
  if (root) found.push(...modulesIn(module, root, new Set()));
  return found;
}

/** The modules whose exports an expression includes: `defineSettings({ ...base, DEBUG: true })`. */
function modulesIn(module: SourceModule, node: Node, seen: Set<Node>): string[] {
  const inner = unwrap(node);
  if (seen.has(inner)) return [];
  seen.add(inner);
  switch (inner.type) {
    case "ObjectExpression":
      return inner.properties.flatMap((each) =>
        each.type === "SpreadElement" ? modulesIn(module, each, seen) : [],
      );
    case "CallExpression":
      return inner.arguments.flatMap((each) => modulesIn(module, each, seen));
    case "SpreadElement":
    case "AwaitExpression":
      return modulesIn(module, inner.argument, seen);
    case "MemberExpression":
      return modulesIn(module, inner.object, seen);
    case "ImportExpression": {
      const from = stringOf(inner.source);
      return from === undefined ? [] : [from];
    }
    case "Identifier": {
      const from = module.foreign.get(inner.name);
      const value = initialiser(module, inner.name);
      if (from !== undefined) return [from];
      return value ? modulesIn(module, value, seen) : [];
    }
    default:
      return [];
  }
}

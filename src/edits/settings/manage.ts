/** Reads a project's manage.js without running it. */
import type { Node } from "@babel/types";
import {
  eachNode,
  initialiser,
  keyOf,
  namesIn,
  parseModule,
  stringOf,
  unwrap,
} from "../reading/module.ts";
import type { SourceModule } from "../reading/module.ts";
import { propertyIn } from "../reading/property.ts";
import type { Refuse } from "../refusal.ts";

/**
 * The settings file that a manage.js passes to `execute()`: the text of the property `settings`.
 *
 * @throws The error of `refuse`, if there is no such call, or its settings are computed at run time.
 */
export function readManageSettings(source: string, refuse: Refuse): string {
  const module = parseModule(source, refuse);
  const found: Node[] = [];
  eachNode(module.file.program, (node) => {
    if (node.type !== "CallExpression" || nameOf(node.callee) !== "execute") return;
    for (const argument of node.arguments) {
      const search = { module, name: "settings", refuse, objects: new Set<string>() };
      const value = propertyIn(argument, search);
      if (value) found.push(value);
    }
  });
  const texts = new Set(found.map((value) => textOf(module, value)));
  const [text] = texts;
  if (found.length === 0) throw refuse("it calls no execute() with `settings`");
  if (texts.size > 1 || text === undefined) {
    throw refuse("`settings` is not a text written out in one place");
  }
  return text;
}

function nameOf(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" ? keyOf(callee.property, callee.computed) : undefined;
}

function textOf(module: SourceModule, value: Node): string | undefined {
  const inner = unwrap(value);
  if (inner.type === "LogicalExpression" && readsOurVariable(module, inner.left)) {
    return textOf(module, inner.right);
  }
  if (inner.type !== "Identifier") return stringOf(inner);
  const given = isAssigned(module, inner.name) ? undefined : initialiser(module, inner.name);
  return given && textOf(module, given);
}

/** The caller has already checked the variable: `process.env.MKWEB_SETTINGS_MODULE || "site/settings.ts"`. */
function readsOurVariable({ source }: SourceModule, { start, end }: Node): boolean {
  const text = source.slice(start ?? 0, end ?? 0);
  return /^process\.env(?:\.MKWEB_SETTINGS_MODULE|\[["']MKWEB_SETTINGS_MODULE["']\])$/.test(text);
}

function isAssigned(module: SourceModule, name: string): boolean {
  let assigned = false;
  eachNode(module.file.program, (node) => {
    if (node.type === "AssignmentExpression" && namesIn(node.left).includes(name)) assigned = true;
  });
  return assigned;
}

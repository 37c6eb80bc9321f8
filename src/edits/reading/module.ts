import { parse } from "@babel/parser";
import type { Expression, File, Node, Statement, VariableDeclarator } from "@babel/types";
import type { Refuse } from "../refusal.ts";

/** A parsed source file and its top-level declarations. */
export interface SourceModule {
  readonly source: string;
  readonly file: File;
  /** Top-level variable declarations by name; `var` allows several. */
  readonly variables: ReadonlyMap<string, readonly VariableDeclarator[]>;
  /** Local names by exported name; `default` only for `export { x as default }`. */
  readonly exports: ReadonlyMap<string, string>;
  /** Source modules of imported and re-exported names. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** Caches the last few files: one command reads settings.ts several times. */
const parsed = new Map<string, SourceModule>();
const PARSED = 4;

/** Parses TypeScript as Node runs it. The result is shared and must not be changed. */
export function parseModule(source: string, refuse: Refuse): SourceModule {
  const known = parsed.get(source);
  if (known) return known;
  const module = parseAnew(source, refuse);
  const [oldest] = parsed.keys();
  if (parsed.size >= PARSED && oldest !== undefined) parsed.delete(oldest);
  parsed.set(source, module);
  return module;
}

function parseAnew(source: string, refuse: Refuse): SourceModule {
  let file: File;
  try {
    file = parse(source, {
      sourceType: "module",
      plugins: ["typescript"],
      attachComment: false,
      createParenthesizedExpressions: true,
    });
  } catch (error) {
    throw refuse(`the file has a syntax error: ${String(error).replace(/^\w+: /, "")}`, error);
  }
  return { source, file, ...topLevel(file.program.body) };
}

/** Calls `visit` for the node and everything inside it, in no particular order. */
export function eachNode(root: Node, visit: (node: Node) => void): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node);
    // The fastest way to walk: a command does it five times, over every node of two files.
    for (const key in node) {
      const value: unknown = Reflect.get(node, key);
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) pending.push(child);
      }
    }
  }
}

export function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}

/** The expression without parentheses and type-only syntax (`as`, `satisfies`, `!`, `<T>`). */
export function unwrap(expression: Node): Node {
  switch (expression.type) {
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return unwrap(expression.expression);
    default:
      return expression;
  }
}

/** The text of a string literal, or of a template without placeholders. */
export function stringOf(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "StringLiteral") return inner.value;
  if (inner.type !== "TemplateLiteral" || inner.expressions.length > 0) return undefined;
  return inner.quasis[0]?.value.cooked ?? undefined;
}

/** The name of a property, unless it is computed at run time. */
export function keyOf(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === "Identifier") return key.name;
  return stringOf(key);
}

/** The initialiser of a variable declared exactly once at top level. */
export function initialiser(module: SourceModule, name: string): Expression | undefined {
  const declarators = module.variables.get(name) ?? [];
  return declarators.length === 1 && declarators[0]?.id.type === "Identifier"
    ? (declarators[0].init ?? undefined)
    : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function topLevel(body: readonly Statement[]): Omit<SourceModule, "source" | "file"> {
  const variables = new Map<string, VariableDeclarator[]>();
  const exports = new Map<string, string>();
  const foreign = new Map<string, string>();

  const declare = (statement: Node, exported: boolean): void => {
    if (statement.type !== "VariableDeclaration") return;
    for (const declarator of statement.declarations) {
      for (const name of namesIn(declarator.id)) {
        variables.set(name, [...(variables.get(name) ?? []), declarator]);
        if (exported) exports.set(name, name);
      }
    }
  };

  for (const statement of body) {
    declare(statement, false);
    if (statement.type === "ImportDeclaration") {
      for (const { local } of statement.specifiers) foreign.set(local.name, statement.source.value);
    }
    if (statement.type !== "ExportNamedDeclaration") continue;
    if (statement.declaration) declare(statement.declaration, true);
    for (const specifier of statement.specifiers) {
      const exported = keyOf(specifier.exported, false) ?? "";
      if (statement.source) foreign.set(exported, statement.source.value);
      if (specifier.type === "ExportSpecifier") exports.set(exported, specifier.local.name);
    }
  }
  return { variables, exports, foreign };
}

/** The names that a declaration or an assignment binds. */
export function namesIn(pattern: Node): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((each) =>
        namesIn(each.type === "RestElement" ? each.argument : each.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((each) => (each ? namesIn(each) : []));
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

/** Writes new code in the project's style: its quotes, with or without semicolons. */
import type { Node } from "@babel/types";
import { quoted } from "./layout.ts";
import { eachNode, parseModule, type SourceModule } from "../reading/module.ts";
import { spanOf } from "./place.ts";
import { refusal } from "../refusal.ts";

export interface CodeStyle {
  readonly quote: '"' | "'";
  readonly semicolons: boolean;
}

const refuse = refusal("MKWEB_SETTINGS_NOT_EDITABLE", "read its style", "Correct the file.");

/** The style of a file; double quotes and semicolons by default. */
export function styleOf(source: string): CodeStyle {
  const module = parseModule(source, refuse);
  const quotes = { '"': 0, "'": 0 };
  eachNode(module.file.program, (node) => {
    if (node.type !== "StringLiteral") return;
    const quote = source.charAt(spanOf(node).start);
    if (quote === '"' || quote === "'") quotes[quote] += 1;
  });
  const ends = simpleStatements(module).map((each) => endsWithSemicolon(source, each));
  const without = ends.filter((each) => !each).length;
  return {
    quote: quotes["'"] > quotes['"'] ? "'" : '"',
    semicolons: without === 0 || without < ends.length / 2,
  };
}

/** Rewrites code with double quotes and semicolons in another style. */
export function restyle(source: string, { quote, semicolons }: CodeStyle): string {
  if (quote === '"' && semicolons) return source;
  const module = parseModule(source, refuse);
  const changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  eachNode(module.file.program, (node) => {
    if (node.type !== "StringLiteral" || quote === '"') return;
    // Texts that would need escaping stay as they are.
    if (node.value.includes(quote) || source.charAt(spanOf(node).start) !== '"') return;
    changes.push({ ...spanOf(node), text: quoted(node.value, quote) });
  });
  for (const statement of semicolons ? [] : simpleStatements(module)) {
    const { end } = spanOf(statement);
    const next = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*(.?)/.exec(source.slice(end))?.[1] ?? "";
    const startsLine = /^[^\S\n]*(?:\/\/[^\n]*)?(?:\n|$)/.test(source.slice(end));
    if (!endsWithSemicolon(source, statement) || !startsLine || "([`+-/*.,".includes(next || "x")) {
      continue;
    }
    changes.push({ start: end - 1, end, text: "" });
  }
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end),
      source,
    );
}

/** Statements and class properties that may end with a semicolon, at any depth. */
function simpleStatements(module: SourceModule): Node[] {
  const found: Node[] = [];
  const add = (statements: readonly Node[]): void => {
    for (const each of statements) if (isSimple(each)) found.push(each);
  };
  eachNode(module.file.program, (node) => {
    if (["Program", "BlockStatement", "ClassBody"].includes(node.type)) add(bodyOf(node));
  });
  return found;
}

function bodyOf(node: Node): readonly Node[] {
  return "body" in node && Array.isArray(node.body) ? node.body : [];
}

function isSimple(node: Node): boolean {
  switch (node.type) {
    case "ExportNamedDeclaration":
      return node.declaration ? isSimple(node.declaration) : true;
    case "ExportDefaultDeclaration":
      return !/^(?:Class|Function)/.test(node.declaration.type);
    case "ExpressionStatement":
    case "ExportAllDeclaration":
    case "ImportDeclaration":
    case "ReturnStatement":
    case "ThrowStatement":
    case "VariableDeclaration":
      return true;
    case "ClassProperty":
      return !!node.value;
    default:
      return false;
  }
}

function endsWithSemicolon(source: string, node: Node): boolean {
  return source.charAt(spanOf(node).end - 1) === ";";
}

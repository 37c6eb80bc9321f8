/** Finds a module's imports, and adds new ones in the same style. */
import type { ImportDeclaration, ImportSpecifier, Node } from "@babel/types";
import { freeName } from "./free-name.ts";
import { readGap } from "../writing/gap.ts";
import { insertItem } from "../writing/insert-item.ts";
import { indentStep, lineEnd, lineStart, quoted, quoteOf } from "../writing/layout.ts";
import { keyOf, lineOf, type SourceModule } from "../reading/module.ts";
import { placeOfNames, spanOf } from "../writing/place.ts";
import type { CodeStyle } from "../writing/restyle.ts";
import { insertAll, type Insertion } from "../writing/splice.ts";

/** The local spelling of `name` from module `from`: `path`, `route` or `urls.path`. */
export function importedAs(module: SourceModule, name: string, from: string): string | undefined {
  for (const declaration of valueImports(module, from)) {
    for (const specifier of declaration.specifiers) {
      if (specifier.type === "ImportNamespaceSpecifier") return `${specifier.local.name}.${name}`;
      if (specifier.type !== "ImportSpecifier" || specifier.importKind === "type") continue;
      if (keyOf(specifier.imported, false) === name) return specifier.local.name;
    }
  }
  return undefined;
}

/** The name of the whole module `from` (`import * as …`). */
export function namespaceOf(module: SourceModule, from: string): string | undefined {
  return valueImports(module, from)
    .flatMap((declaration) => declaration.specifiers)
    .find((specifier) => specifier.type === "ImportNamespaceSpecifier")?.local.name;
}

/** Imports `name` from `from`: in an existing import, or in a new one. */
export function importName(module: SourceModule, name: string, from: string): string {
  const { source } = module;
  const capitalised = name.charAt(0).toUpperCase() + name.slice(1);
  const local = freeName(module, [name, `url${capitalised}`]);
  const specifier = local === name ? name : `${name} as ${local}`;
  const names = valueImports(module, from)
    .map(namesOf)
    .find((each) => each.length > 0);
  if (names) {
    const place = placeOfNames(source, names);
    return insertAll(source, insertItem(source, place, place.items.length, specifier));
  }
  return insertAll(source, [importLine(module, `{ ${specifier} }`, from)]);
}

/**
 * Imports new names from `from`: in an existing one-line import with enough room, or in a new one.
 *
 * @param specifiers As written in the braces: `path` or `path as urlPath`.
 * @param style For a module that shows none.
 */
export function importNames(
  module: SourceModule,
  specifiers: readonly string[],
  from: string,
  style?: CodeStyle,
): string {
  const { source } = module;
  const names = valueImports(module, from)
    .filter((each) => lineOf(each) === each.loc?.end.line)
    .map(namesOf)
    .find((each) => each.length > 0);
  if (names) {
    const place = placeOfNames(source, names);
    const more = insertItem(source, place, place.items.length, specifiers.join(", "));
    const text = insertAll(source, more);
    const [line = ""] = /^.*/.exec(text.slice(lineStart(source, place.open))) ?? [];
    if (line.length <= LINE_LENGTH) return text;
  }
  const line = `{ ${specifiers.join(", ")} }`;
  const isShort = `import ${line} from "${from}";`.length <= LINE_LENGTH;
  const lines = `{\n${specifiers.map((each) => `${indentStep(source)}${each},\n`).join("")}}`;
  return insertAll(source, [importLine(module, isShort ? line : lines, from, style)]);
}

/** Line length that formatters allow. */
const LINE_LENGTH = 100;

/** Adds `import * as local from 'from'` after the imports. */
export function importModule(
  module: SourceModule,
  local: string,
  from: string,
  style?: CodeStyle,
): string {
  const name = freeName(module, [local, `${local}Urls`]);
  return insertAll(module.source, [importLine(module, `* as ${name}`, from, style)]);
}

export function importsOf(module: SourceModule): ImportDeclaration[] {
  return module.file.program.body.filter((each) => each.type === "ImportDeclaration");
}

export function valueImports(module: SourceModule, from: string): ImportDeclaration[] {
  return importsOf(module).filter(
    (each) => each.source.value === from && each.importKind !== "type",
  );
}

export function namesOf(declaration: ImportDeclaration): ImportSpecifier[] {
  return declaration.specifiers.filter((each) => each.type === "ImportSpecifier");
}

function importLine(
  module: SourceModule,
  what: string,
  from: string,
  style?: CodeStyle,
): Insertion {
  const { source, file } = module;
  const imports = importsOf(module);
  const quotes = imports.map((each) => spanOf(each.source).start);
  const quote = (file.program.body.length === 0 && style?.quote) || quoteOf(module, quotes);
  const eol = lineEnd(source, 0, source.length);
  const statement = `import ${what.replaceAll("\n", eol)} from ${quoted(from, quote)}`;
  const last = imports.at(-1);
  if (!last) {
    const [first] = file.program.body;
    const semicolon = (first ? endsWithSemicolon(source, first) : style?.semicolons) ? ";" : "";
    return { at: headerEnd(module), text: `${statement}${semicolon}${eol}${eol}` };
  }
  const { end } = spanOf(last);
  const next = file.program.body[file.program.body.indexOf(last) + 1];
  const gap = readGap(source, end, next ? spanOf(next).start : source.length);
  const semicolon = endsWithSemicolon(source, last) || (next && !gap.breaksLine) ? ";" : "";
  return { at: gap.tail, text: eol + statement + semicolon };
}

function endsWithSemicolon(source: string, node: Node | undefined): boolean {
  return node !== undefined && source.charAt(spanOf(node).end - 1) === ";";
}

/** Where the first import goes: after the file's first comment, if a blank line follows it. */
function headerEnd({ source, file }: SourceModule): number {
  const { body, directives, interpreter } = file.program;
  const before = directives.at(-1) ?? interpreter;
  const first = body[0] ? spanOf(body[0]).start : source.length;
  const start = before ? spanOf(before).end : (/^\uFEFF?/.exec(source)?.[0].length ?? 0);
  const blankLine = /(?:\r\n|\n|\r)[^\S\n\r]*(?:\r\n|\n|\r)\s*/g;
  const comments = file.comments ?? [];
  let end: number | undefined;
  for (const found of source.slice(start, first).matchAll(blankLine)) {
    const at = start + found.index;
    const insideComment = comments.some((each) => (each.start ?? 0) < at && (each.end ?? 0) > at);
    if (!insideComment) end = at + found[0].length;
  }
  if (end !== undefined) return end;
  const isPragma = comments.some((each) => (each.start ?? 0) < first && /@ts-/.test(each.value));
  if (isPragma) return first;
  return start + (/^[^\S\n\r]*(?:\r\n|\n|\r)/.exec(source.slice(start))?.[0].length ?? 0);
}

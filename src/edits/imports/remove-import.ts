/** Removes an import that nothing uses any more. */
import type { ImportDeclaration } from "@babel/types";
import { usesOf } from "./free-name.ts";
import { namesOf, valueImports } from "./imports.ts";
import { lineStart } from "../writing/layout.ts";
import { keyOf, type SourceModule } from "../reading/module.ts";
import { placeOfNames, spanOf } from "../writing/place.ts";
import { removals } from "../writing/remove-item.ts";
import { deleteAll, type Span } from "../writing/splice.ts";

/** Possible texts without `name` in the imports from `from`; none if it is used or missing. */
export function withoutName(module: SourceModule, name: string, from: string): string[] {
  const { source } = module;
  return valueImports(module, from).flatMap((declaration) => {
    const names = namesOf(declaration);
    const index = names.findIndex(
      (each) => each.importKind !== "type" && keyOf(each.imported, false) === name,
    );
    const local = names[index]?.local.name;
    if (local === undefined || usesOf(module, local) > 1) return [];
    if (declaration.specifiers.length === 1) return withoutDeclaration(source, declaration);
    const ways = removals(source, placeOfNames(source, names), index);
    return ways.map((spans) => deleteAll(source, spans));
  });
}

/** Possible texts without an import of a module; none if it is used or missing. */
export function withoutModule(module: SourceModule, from: string): string[] {
  return valueImports(module, from).flatMap((declaration) => {
    const names = declaration.specifiers.map(({ local }) => local.name);
    return names.length > 0 && names.every((name) => usesOf(module, name) === 1)
      ? withoutDeclaration(module.source, declaration)
      : [];
  });
}

function withoutDeclaration(source: string, declaration: ImportDeclaration): string[] {
  const { start, end } = spanOf(declaration);
  const lineEndBefore = /(?:\r\n|\n|\r)$/.exec(source.slice(0, start))?.[0].length ?? 0;
  const after = source.slice(end);
  const one = /^[^\S\n\r]*(?:\r\n|\n|\r)?/.exec(after)?.[0].length ?? 0;
  const two = /^(?:\r\n|\n|\r){2}/.exec(after)?.[0].length ?? 0;
  const ways: Span[] = [
    { start: lineStart(source, start), end: end + one },
    { start: start - lineEndBefore, end },
    { start, end: end + two },
  ];
  return ways.map((span) => deleteAll(source, [span]));
}

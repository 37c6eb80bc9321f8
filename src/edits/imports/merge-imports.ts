/** Merges the imports of three versions of a module, by name. */
import type { ImportDeclaration } from "@babel/types";
import { importNames, importsOf, namesOf } from "./imports.ts";
import { keyOf, parseModule, type SourceModule } from "../reading/module.ts";
import { spanOf } from "../writing/place.ts";
import { refusal } from "../refusal.ts";
import { withoutModule, withoutName } from "./remove-import.ts";
import { insertAll } from "../writing/splice.ts";

export interface ThreeTexts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const refuse = refusal("MKWEB_SETTINGS_NOT_EDITABLE", "read its imports", "Correct the file.");

/**
 * Gives three versions the same imports: ours, plus what theirs added, minus what theirs removed and ours
 * does not use. A merge by lines then finds no difference there.
 *
 * @returns `undefined` if the imports are not all at the top of each version.
 * @throws {MkwebError} If one of them cannot be parsed.
 */
export function mergeImports({ base, ours, theirs }: ThreeTexts): ThreeTexts | undefined {
  const before = importedBy(parseModule(base, refuse));
  const after = importedBy(parseModule(theirs, refuse));
  let text = ours;
  for (const [key, each] of after) {
    const module = parseModule(text, refuse);
    if (!before.has(key) && !importedBy(module).has(key)) text = withImport(module, each);
  }
  for (const [key, { from, name }] of before) {
    if (after.has(key)) continue;
    const module = parseModule(text, refuse);
    const ways = name === undefined ? withoutModule(module, from) : withoutName(module, name, from);
    text = ways[0] ?? text;
  }
  const block = blockOf(text)?.block;
  const parts = { base: blockOf(base), theirs: blockOf(theirs) };
  if (block === undefined || !parts.base || !parts.theirs) return undefined;
  return {
    ours: text,
    base: parts.base.head + block + parts.base.tail,
    theirs: parts.theirs.head + block + parts.theirs.tail,
  };
}

interface Imported {
  readonly from: string;
  /** As written in the braces; `undefined` for an import of no name, or of the whole module. */
  readonly specifier: string | undefined;
  readonly name: string | undefined;
  /** The whole statement. */
  readonly statement: string;
}

function importedBy(module: SourceModule): ReadonlyMap<string, Imported> {
  const all = new Map<string, Imported>();
  for (const declaration of importsOf(module)) {
    const from = declaration.source.value;
    const statement = textOf(module, declaration);
    const names = declaration.importKind === "type" ? [] : namesOf(declaration);
    for (const each of names) {
      const specifier = textOf(module, each);
      const name = keyOf(each.imported, false);
      all.set(`${from} ${specifier}`, { from, specifier, name, statement });
    }
    if (names.length > 0) continue;
    const key =
      declaration.importKind === "type" ? statement : `${from} ${localNames(declaration)}`;
    all.set(key, { from, specifier: undefined, name: undefined, statement });
  }
  return all;
}

function localNames({ specifiers }: ImportDeclaration): string {
  return specifiers.map((each) => `${each.type} ${each.local.name}`).join(",");
}

function withImport(module: SourceModule, { from, specifier, statement }: Imported): string {
  if (specifier !== undefined) return importNames(module, [specifier], from);
  const [first] = importsOf(module);
  const at = first ? spanOf(first).start : 0;
  const eol = module.source.includes("\r\n") ? "\r\n" : "\n";
  return insertAll(module.source, [{ at, text: statement + eol }]);
}

interface Block {
  readonly head: string;
  readonly block: string;
  readonly tail: string;
}

/** The imports with the space between them; `undefined` if there are none, or other code between them. */
function blockOf(source: string): Block | undefined {
  const module = parseModule(source, refuse);
  const imports = importsOf(module);
  const [first, last] = [imports.at(0), imports.at(-1)];
  if (!first || !last) return undefined;
  const { start } = spanOf(first);
  const { end } = spanOf(last);
  const spaces = imports.slice(1).map((each, at) => {
    const previous = imports[at];
    return previous ? source.slice(spanOf(previous).end, spanOf(each).start) : "";
  });
  if (spaces.some((space) => space.trim() !== "")) return undefined;
  return { head: source.slice(0, start), block: source.slice(start, end), tail: source.slice(end) };
}

function textOf({ source }: SourceModule, node: Parameters<typeof spanOf>[0]): string {
  const { start, end } = spanOf(node);
  return source.slice(start, end);
}

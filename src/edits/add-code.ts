/** Appends new classes to a module, with the imports they need. */
import { freeName, namesUsed } from "./imports/free-name.ts";
import { importedAs, importModule, importNames } from "./imports/imports.ts";
import { lineEnd } from "./writing/layout.ts";
import { lineOf, parseModule, type SourceModule } from "./reading/module.ts";
import type { Refuse } from "./refusal.ts";
import { restyle, styleOf, type CodeStyle } from "./writing/restyle.ts";

export interface NewCode {
  /** Names the code uses, by module, in the order of new imports. */
  readonly imports: readonly NewImport[];
  /** Names the code declares; none may exist yet. */
  readonly declares: readonly string[];
  /**
   * The code, with double quotes and semicolons.
   *
   * @param local Returns the module's local name of an imported name.
   */
  code(local: (name: string) => string): string;
}

export interface NewImport {
  readonly from: string;
  readonly names: readonly string[];
  /**
   * Name for the whole module, `import * as admin`, if it is not imported yet. Default: only the names are
   * imported.
   */
  readonly module?: string;
}

export interface AddOptions {
  /** The file's name in messages. */
  readonly file: string;
  /** Style for a file that shows none. */
  readonly style?: CodeStyle | undefined;
  readonly refuse: Refuse;
}

/**
 * Appends code to a text and adds its imports, in the file's style. Keeps every other character; an empty
 * text is a new file.
 *
 * @throws The error of `refuse`, if the text cannot be parsed, or a name the code needs has another meaning
 *   there.
 */
export function addCode(source: string, added: NewCode, options: AddOptions): string {
  const { refuse } = options;
  const module = parseModule(source, refuse);
  refuseTaken(module, added, options);
  const plain: CodeStyle = { quote: '"', semicolons: true };
  const isNew = module.file.program.body.length === 0;
  const style = isNew ? (options.style ?? plain) : styleOf(source);
  const locals = new Map<string, string>();
  let text = source;
  for (const { from, names, module: whole } of added.imports) {
    if (whole !== undefined && !hasAny(parseModule(text, refuse), names, from)) {
      text = importModule(parseModule(text, refuse), whole, from, style);
    }
    const now = parseModule(text, refuse);
    const missing = names.filter((name) => {
      const known = importedAs(now, name, from);
      if (known !== undefined) locals.set(name, known);
      return known === undefined;
    });
    for (const name of missing) locals.set(name, freeLocal(now, name, added));
    const specifiers = missing.map((name) => specifierOf(name, locals.get(name) ?? name));
    if (specifiers.length > 0) text = importNames(now, specifiers, from, style);
  }
  const code = added.code((name) => locals.get(name) ?? name);
  const eol = lineEnd(text, 0, text.length);
  const before = endedWith(text, eol);
  const gap = text === "" || /(?:\r\n|\n|\r)(?:\r\n|\n|\r)$/.test(before) ? "" : eol;
  return before + gap + restyle(code, style).replaceAll("\n", eol);
}

function hasAny(module: SourceModule, names: readonly string[], from: string): boolean {
  return names.some((name) => importedAs(module, name, from) !== undefined);
}

function refuseTaken(
  module: SourceModule,
  { declares }: NewCode,
  { file, refuse }: AddOptions,
): void {
  for (const name of declares) {
    if (!namesUsed(module.file.program).has(name)) continue;
    const declared = module.file.program.body.find((each) => {
      const inner = each.type === "ExportNamedDeclaration" ? (each.declaration ?? each) : each;
      return "id" in inner && inner.id?.type === "Identifier" && inner.id.name === name;
    });
    throw refuse(
      `${file} already has the name ${name}${declared ? ` (line ${lineOf(declared)})` : ""}`,
    );
  }
}

/** Another name, if the file uses this one for something else. */
function freeLocal(module: SourceModule, name: string, { declares }: NewCode): string {
  const wishes = [name, `mkweb${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  return freeName(
    module,
    wishes.filter((wish) => !declares.includes(wish)),
  );
}

function specifierOf(name: string, local: string): string {
  return local === name ? name : `${name} as ${local}`;
}

function endedWith(text: string, eol: string): string {
  return text === "" || /[\n\r]$/.test(text) ? text : text + eol;
}

/** The types that dist/ publishes, read declaration by declaration. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "@babel/parser";
import type { Node, Program, Statement } from "@babel/types";

/** One name of one file. */
export interface Place {
  readonly file: string;
  readonly name: string;
}

export interface Declaration {
  /** As written, overloads below each other, without comments, `export` and `declare`. */
  readonly text: string;
  /** What its text names of this package. */
  readonly mentions: readonly Place[];
}

interface Module {
  readonly locals: ReadonlyMap<string, readonly Statement[]>;
  readonly imports: ReadonlyMap<string, Place>;
  readonly exports: ReadonlyMap<string, Place>;
  /** Files whose exports are all exported. */
  readonly stars: readonly string[];
  /** Files of this package that it imports from or exports from. */
  readonly targets: readonly string[];
  readonly program: Program;
  readonly textOf: (node: Node) => string;
}

const modules = new Map<string, Module>();

/** Every name that a file exports, with where it is declared. */
export function exportsOf(file: string): ReadonlyMap<string, Place> {
  const { exports, stars } = moduleOf(file);
  const found = new Map<string, Place>();
  for (const star of stars) {
    for (const [name, place] of exportsOf(star)) if (name !== "default") found.set(name, place);
  }
  for (const [name, place] of exports) {
    const declared = declaredAt(place);
    if (declared) found.set(name, declared);
  }
  return found;
}

/** What is declared there. */
export function declarationAt({ file, name }: Place): Declaration {
  const module = moduleOf(file);
  const statements = module.locals.get(name) ?? assert.fail(`${file} does not declare ${name}`);
  const text = statements.map((statement) => module.textOf(statement)).join("\n");
  return { text, mentions: mentionsOf(file, statements) };
}

/** What a file adds to interfaces of other files: its `declare module` and `declare global`, as written. */
export function augmentationsOf(file: string): readonly Declaration[] {
  const { program, textOf } = moduleOf(file);
  return program.body
    .filter(({ type }) => type === "TSModuleDeclaration")
    .map((node) => ({ text: textOf(node), mentions: mentionsOf(file, [node]) }));
}

/** These files and all that they import, and that those import. */
export function withAllImported(files: Iterable<string>): readonly string[] {
  const found = new Set<string>(files);
  for (const file of found) for (const target of moduleOf(file).targets) found.add(target);
  return [...found];
}

function mentionsOf(file: string, nodes: readonly Node[]): readonly Place[] {
  const { locals, imports } = moduleOf(file);
  const found = new Map<string, Place>();
  const add = (place: Place | undefined): void => {
    if (place) found.set(`${place.file} ${place.name}`, place);
  };
  for (const node of nodes.flatMap(withAllBelow)) {
    if (node.type === "Identifier" && locals.has(node.name)) add({ file, name: node.name });
    else if (node.type === "Identifier") add(declaredAt(imports.get(node.name)));
    if (node.type !== "TSImportType") continue;
    const target = fileOf(file, node.argument.value);
    const name = firstName(node.qualifier);
    if (target !== undefined && name !== undefined) add(declaredAt({ file: target, name }));
  }
  return [...found.values()];
}

function firstName(qualifier: Node | null | undefined): string | undefined {
  if (qualifier?.type === "TSQualifiedName") return firstName(qualifier.left);
  return qualifier?.type === "Identifier" ? qualifier.name : undefined;
}

/** Follows imports and exports to the declaration; `undefined` for a name of another package. */
function declaredAt(place: Place | undefined): Place | undefined {
  if (place === undefined) return undefined;
  const { locals, imports, exports, stars } = moduleOf(place.file);
  const exported = exports.get(place.name);
  if (exported && (exported.file !== place.file || exported.name !== place.name)) {
    return declaredAt(exported);
  }
  if (locals.has(place.name)) return place;
  if (imports.has(place.name)) return declaredAt(imports.get(place.name));
  for (const star of stars) {
    const found = declaredAt({ file: star, name: place.name });
    if (found) return found;
  }
  return undefined;
}

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const module = read(file);
  modules.set(file, module);
  return module;
}

function read(file: string): Module {
  const source = readFileSync(file, "utf8");
  const { program, comments } = parse(source, {
    sourceType: "module",
    plugins: [["typescript", { dts: true }]],
  });
  const locals = new Map<string, Statement[]>();
  const imports = new Map<string, Place>();
  const exports = new Map<string, Place>();
  const stars: string[] = [];
  const targets: string[] = [];
  const declare = (statement: Statement): readonly string[] => {
    const names = declaredNames(statement);
    for (const name of names) locals.set(name, [...(locals.get(name) ?? []), statement]);
    return names;
  };
  for (const statement of program.body) {
    const target =
      "source" in statement && statement.source ? fileOf(file, statement.source.value) : undefined;
    if (target !== undefined) targets.push(target);
    if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        const name = importedName(specifier);
        if (target !== undefined && name !== undefined) {
          imports.set(specifier.local.name, { file: target, name });
        }
      }
    } else if (statement.type === "ExportAllDeclaration") {
      if (target !== undefined) stars.push(target);
    } else if (statement.type === "ExportNamedDeclaration") {
      if (statement.declaration) {
        for (const name of declare(statement.declaration)) exports.set(name, { file, name });
      }
      for (const specifier of statement.specifiers) {
        if (specifier.type !== "ExportSpecifier") continue;
        // Without a source it exports what is declared or imported here; with one of another package, nothing of ours.
        if (statement.source && target === undefined) continue;
        const place = { file: target ?? file, name: specifier.local.name };
        exports.set(nameOf(specifier.exported), place);
      }
    } else if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      if (declaration.type === "Identifier")
        exports.set("default", { file, name: declaration.name });
    } else {
      declare(statement);
    }
  }
  const textOf = (node: Node): string => withoutComments(source, node, comments ?? []);
  return { locals, imports, exports, stars, targets, program, textOf };
}

function declaredNames(statement: Statement): readonly string[] {
  if (statement.type === "VariableDeclaration") {
    return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
  }
  if (statement.type === "TSModuleDeclaration") return [];
  if (!("id" in statement) || statement.id?.type !== "Identifier") return [];
  return [statement.id.name];
}

function importedName(specifier: {
  readonly type: string;
  readonly imported?: Node;
}): string | undefined {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  return specifier.imported ? nameOf(specifier.imported) : undefined;
}

function nameOf(node: Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "StringLiteral" ? node.value : assert.fail(`a name of type ${node.type}`);
}

/** The declarations' file that a relative import leads to; `undefined` for another package. */
function fileOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const file = new URL(specifier.replace(/\.[jt]s$/, ".d.ts"), `file://${from}`).pathname;
  assert.ok(existsSync(file), `${from} imports ${specifier}, which is not there`);
  return file;
}

function withAllBelow(node: Node): readonly Node[] {
  const below = Object.entries(node)
    .filter(([key]) => key !== "loc" && !/comments$/i.test(key))
    .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? value : [value]))
    .filter(
      (value): value is Node => typeof value === "object" && value !== null && "type" in value,
    );
  return [node, ...below.flatMap(withAllBelow)];
}

function withoutComments(
  source: string,
  { start, end }: Node,
  comments: readonly { readonly start?: number | undefined; readonly end?: number | undefined }[],
): string {
  let text = "";
  let at = start ?? 0;
  const last = end ?? source.length;
  for (const comment of comments) {
    const [from = 0, to = 0] = [comment.start, comment.end];
    if (from < at || to > last) continue;
    text += source.slice(at, from);
    at = to;
  }
  text += source.slice(at, last);
  return (
    text
      .replace(/[ \t]+$/gm, "")
      .replace(/\n{2,}/g, "\n")
      .replace(/^declare /, "")
      // Where a name comes from within the package is nobody else's concern.
      .replace(/\bimport\("\.[^"]*"\)\./g, "")
      .replace(/^module "(?:\.\.?\/)+([^"]*?)(?:\/index)?\.ts"/, 'module "$1"')
  );
}

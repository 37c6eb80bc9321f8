/** A page's blocks of TypeScript as the files of a small project, where the compiler finds them. */
import { parse } from "@babel/parser";
import { builtinModules } from "node:module";
import { existsSync } from "node:fs";
import { posix } from "node:path";
import { blocks, pathOf, root, type Block } from "./book.ts";

export interface PageFile {
  readonly path: string;
  readonly code: string;
  /** Whether it checks itself: it asserts, and needs no project's tests to be run by. */
  readonly runs: boolean;
}

/** What the tables of a page say of objects that they do not make. */
const given = `
declare const author: Author; declare const book: Book; declare const genre: Genre;
declare const authors: Author[]; declare const all: Book[];
const books = Book.objects.all();
`;

/**
 * The files of a page: each block under the path that its first line gives, or under its line in the page; and the
 * right half of tables that set two languages side by side. Models of the page need no import in blocks without a path.
 *
 * @param text The whole page.
 * @param names What `mkweb/db` exports, for the tables.
 */
export function filesOf(page: string, text: string, names: readonly string[]): readonly PageFile[] {
  const shown = blocks.filter((block) => block.page === page && block.language === "ts");
  const models = shown.find((block) => /(?:^|\/)models\.ts$/.test(pathOf(block) ?? ""));
  const files = new Map<string, PageFile>();
  for (const block of shown.filter(hasItsPackages)) {
    const named = pathOf(block);
    const isFirst = named !== undefined && !files.has(named);
    const at = `line-${block.line}.ts`;
    const path = isFirst ? named : posix.join(posix.dirname(named ?? "."), at);
    const imports = block === models ? "" : modelImports(block.code, path, models);
    const runs =
      block.code.includes('from "node:assert/strict"') && !block.code.includes('from "node:test"');
    files.set(path, { path, code: `${imports}${block.code}\nexport {};\n`, runs });
  }
  const table = tableOf(text, names, models);
  return table === undefined ? [...files.values()] : [...files.values(), table];
}

/** Whether mkweb has every package that a block imports; of one that has not, the syntax is all that can be judged. */
function hasItsPackages({ code }: Block): boolean {
  const packages = Array.from(code.matchAll(/from "([^".][^"]*)"/g), ([, name = ""]) => name);
  const isHere = (name: string): boolean =>
    /^(?:mkweb\/|node:)/.test(name) ||
    builtinModules.includes(name) ||
    existsSync(new URL(`node_modules/${name}/package.json`, root));
  if (packages.every(isHere)) return true;
  parse(code, { sourceType: "module", plugins: ["typescript"] });
  return false;
}

function modelImports(code: string, path: string, models: Block | undefined): string {
  const home = models && pathOf(models);
  if (home === undefined) return "";
  const classes = Array.from(
    models?.code.matchAll(/export class (\w+)/g) ?? [],
    ([, name = ""]) => name,
  );
  const missing = classes.filter(
    (name) =>
      new RegExp(`\\b${name}\\b`).test(code) &&
      !new RegExp(`(?:class|const) ${name}\\b|import [^;]*\\b${name}\\b[^;]*from`).test(code),
  );
  if (missing.length === 0) return "";
  const from = posix.relative(posix.dirname(path), home);
  return `import { ${missing.join(", ")} } from "${from.startsWith(".") ? from : `./${from}`}";\n`;
}

function tableOf(
  text: string,
  names: readonly string[],
  models: Block | undefined,
): PageFile | undefined {
  const lines = Array.from(
    text.matchAll(/\| `(await [^\n]*?|book\.authorId)` +\|$/gm),
    ([, code = ""]) => code,
  );
  if (lines.length === 0 || models?.code.includes("class Book ") !== true) return undefined;
  const used = names.filter((name) => new RegExp(`\\b${name}\\(`).test(lines.join("\n")));
  const body = `${given}${lines.join(";\n")};\n`;
  const imports = `import { ${used.join(", ")} } from "mkweb/db";\n${modelImports(body, "table.ts", models)}`;
  return { path: "table.ts", code: `${imports}${body}`, runs: false };
}

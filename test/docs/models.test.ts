/** Every line of code that the pages about models show has the types it needs. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as db from "../../src/db/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "build", "docs-code");
const pages = [
  "topics/admin",
  "topics/models",
  "topics/queries",
  "topics/relations",
  "topics/expressions",
  "topics/files",
  "coming-from/from-django-orm",
  "topics/generic-views",
  "topics/json-apis",
  "topics/pagination",
  "topics/signals",
];

/** What the tables of a page say of objects that they do not make. */
const given = `
declare const author: Author; declare const book: Book; declare const genre: Genre;
declare const authors: Author[]; declare const all: Book[];
const books = Book.objects.all();
`;

after(() => rm(folder, { recursive: true, force: true }));

/** Imports of what a piece of code names and does not import itself. */
function imports(code: string, models: string | undefined): string {
  const own = new Set(
    Array.from(code.matchAll(/import \{([^}]*)\}/g), ([, names = ""]) => names.split(","))
      .flat()
      .map((name) => name.trim()),
  );
  const missing = (name: string) =>
    new RegExp(`\\b${name}\\b`).test(code) &&
    !own.has(name) &&
    !new RegExp(`(class|const) ${name}\\b`).test(code);
  const from = (names: readonly string[], where: string) =>
    names.length > 0 ? `import { ${names.join(", ")} } from ${JSON.stringify(where)};\n` : "";
  const declared = Array.from((models ?? "").matchAll(/export class (\w+)/g), ([, name]) => name);
  return from(
    declared.flatMap((name) => (name !== undefined && missing(name) ? [name] : [])),
    "./models.ts",
  );
}

/** The files of a page: its models, each of its other blocks, and the right half of its tables. */
function filesOf(page: string): Map<string, string> {
  const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = ""]) => code);
  const models = blocks.find((code) => /^\/\/ \w+\/models\.ts\n/.test(code));
  assert.ok(models, "a page shows the models that it is about");
  const files = new Map([["models.ts", models]]);
  for (const [at, code] of blocks.entries()) {
    if (code === models) continue;
    const [, named = ""] = /^\/\/ \w+\/(\w+\.ts)\n/.exec(code) ?? [];
    const file = named === "" || files.has(named) ? `block-${at + 1}.ts` : named;
    files.set(file, `${imports(code, models)}${code}\nexport {};\n`);
  }
  const lines = Array.from(
    page.matchAll(/\| `(await [^\n]*?|book\.authorId)` +\|$/gm),
    ([, code]) => code,
  );
  if (lines.length > 0) {
    const names = Object.keys(db).filter((name) =>
      new RegExp(`\\b${name}\\(`).test(lines.join("\n")),
    );
    const code = `${given}${lines.join(";\n")};\n`;
    files.set(
      "table.ts",
      `import { ${names.join(", ")} } from "mkweb/db";\n${imports(code, models)}${code}`,
    );
  }
  return files;
}

it("the pages about models show code that compiles", async () => {
  await mkdir(folder, { recursive: true });
  for (const name of pages) {
    const page = await readFile(join(root, "docs", `${name}.md`), "utf8");
    for (const [file, code] of filesOf(page)) {
      const path = join(folder, name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, code);
    }
  }
  const settings = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, noUnusedLocals: false, noUnusedParameters: false },
    include: ["**/*.ts"],
    exclude: [],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  const run = promisify(execFile);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const said = await run(process.execPath, [tsc, "-p", folder], { cwd: folder }).then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
  assert.equal(said, "");
});

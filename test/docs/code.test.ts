/** Every block of TypeScript in the documentation, and every `@example`, has the types it needs; those that assert, run. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as db from "../../src/db/index.ts";
import { pages, root } from "./book.ts";
import { exampleFiles } from "./examples.ts";
import { filesOf } from "./pages-as-files.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("build/docs-code/", root));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The tutorial changes its files from part to part; its own test makes that project. */
const read = pages.filter((page) => !page.startsWith("docs/tutorial/"));

const projects = read.map((page) => ({
  name: page.replace(/^docs\//, "").replace(/\.md$/, ""),
  files: filesOf(page, readFileSync(new URL(page, root), "utf8"), Object.keys(db)),
}));

/** What the server and the middleware of every project's settings add to the types of requests. */
const ofEveryProject = ["server", "sessions/middleware", "auth/middleware"]
  .map((door) => `import type {} from "mkweb/${door}";\n`)
  .join("");

/**
 * Pages that tell mkweb's types what a project has (its users, its addresses, its settings) are compiled apart, as
 * what they tell holds for a whole program.
 */
const declares = ({ files }: (typeof projects)[number]): boolean =>
  files.some(({ code }) => code.includes("declare module"));

/** Makes the models of a page those of a project with an empty database, before the code of its blocks runs. */
const setUp = (app: string): string => `
import { completeSettings, env } from "mkweb/conf";
import { connectionFor, models, setup } from "mkweb/db";
process.env["DATABASE_URL"] = "sqlite::memory:";
const settings = completeSettings({
  BASE_DIR: new URL("./", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("DATABASE_URL") },
});
const root = new URL("./${app}/", import.meta.url);
await setup(settings, [{ name: "${app}", label: "${app}", verboseName: "${app}", root, module: {} }]);
const between = models.models.flatMap((info) => info.manyToMany.map(({ through }) => through));
for (const { table, ownFields } of [...models.models, ...between]) {
  const columns = ownFields.map(({ column, auto }) =>
    auto ? \`\${column} integer primary key\` : column,
  );
  await connectionFor().run(\`create table "\${table}" (\${columns.join(", ")})\`);
}
`;

/** A module that runs others, one after the other. */
function inTurn(paths: readonly string[]): string {
  return paths.map((path) => `await import("./${path}");\n`).join("");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the compiler says of the files of these folders; empty where they are right. */
async function compile(name: string, folders: readonly string[]): Promise<string> {
  write(`${name}.ts`, ofEveryProject);
  const settings = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, noUnusedLocals: false, noUnusedParameters: false },
    include: [`${name}.ts`, ...folders.map((each) => `${each}/**/*.ts`)],
    exclude: [],
  };
  write(`tsconfig-${name}.json`, JSON.stringify(settings));
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
  return run(process.execPath, [tsc, "-p", `tsconfig-${name}.json`], { cwd: folder }).then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
}

describe("the documentation's code", () => {
  for (const { name, files } of projects) {
    for (const { path, code } of files) write(join(name, path), code);
  }
  const examples = exampleFiles();
  for (const [path, code] of examples) write(join("examples", path), code);

  it("has the types it needs, with that of the examples of public names", async () => {
    assert.ok(projects.flatMap(({ files }) => files).length > 100);
    assert.ok(examples.size > 50);
    const apart = projects.filter(declares).map(({ name }) => name);
    const rest = projects.filter((page) => !declares(page)).map(({ name }) => name);
    const said = await Promise.all([
      compile("rest", [...rest, "examples"]),
      compile("apart", apart),
    ]);
    assert.equal(said.join(""), "");
  });

  it("does what it asserts", async () => {
    const alone: string[] = [];
    const runs: string[] = [];
    for (const { name, files } of projects) {
      const asserting = files.filter((file) => file.runs).map(({ path }) => path);
      const models = files.find(({ path }) => path.endsWith("/models.ts"));
      const needsModels = files.some(({ runs, code }) => runs && code.includes("/models.ts"));
      if (asserting.length === 0) continue;
      if (!models || !needsModels) {
        alone.push(...asserting.map((path) => join(name, path)));
        continue;
      }
      write(join(name, "set-up.ts"), setUp(dirname(models.path)));
      write(join(name, "all.ts"), inTurn(["set-up.ts", ...asserting]));
      runs.push(join(name, "all.ts"));
    }
    write("alone.ts", inTurn(alone));
    assert.ok(alone.length > 5 && runs.length > 0);
    await Promise.all(
      ["alone.ts", ...runs].map((path) => run(process.execPath, [path], { cwd: folder })),
    );
  });
});

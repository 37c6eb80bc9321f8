/** Every block of code in the pages about forms has the types it needs, and does what it says. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "build", "docs-forms");
const run = promisify(execFile);

after(() => rm(folder, { recursive: true, force: true }));

/** Makes the models of a page those of a project with an empty database, before the code of a block runs. */
const setup = `
import { completeSettings, env } from "mkweb/conf";
import { connectionFor, models, setup } from "mkweb/db";
process.env["DATABASE_URL"] = "sqlite::memory:";
const settings = completeSettings({
  BASE_DIR: new URL("./", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("DATABASE_URL") },
});
const root = new URL("./polls/", import.meta.url);
await setup(settings, [{ name: "polls", label: "polls", verboseName: "Polls", root, module: {} }]);
const between = models.models.flatMap((info) => info.manyToMany.map(({ through }) => through));
for (const { table, ownFields } of [...models.models, ...between]) {
  const columns = ownFields.map(({ column, auto }) =>
    auto ? \`\${column} integer primary key\` : column,
  );
  await connectionFor().run(\`create table "\${table}" (\${columns.join(", ")})\`);
}
`;

for (const name of ["forms", "form-sets", "model-forms", "auth-views"]) {
  it(`docs/topics/${name}.md shows code that compiles and runs`, async () => {
    const page = await readFile(join(root, "docs", "topics", `${name}.md`), "utf8");
    const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = ""]) => code);
    assert.ok(blocks.length > 1);
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    const files = blocks.map((code, at) => {
      const [, path = `block-${at + 1}.ts`] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
      return join(own, path);
    });
    const models = join(own, "polls", "models.ts");
    const hasModels = files.includes(models);
    await mkdir(join(own, "polls"), { recursive: true });
    if (hasModels) await writeFile(join(own, "setup.mts"), setup);
    for (const [at, code] of blocks.entries())
      await writeFile(files[at] ?? "", `${code}\nexport {};\n`);
    const settings = {
      extends: "../../../tsconfig.json",
      compilerOptions: { noEmit: true },
      include: ["**/*.ts"],
      exclude: [],
    };
    await writeFile(join(own, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const said = await run(process.execPath, [tsc, "-p", own], { cwd: own }).then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    assert.equal(said, "");
    const first = hasModels ? ["--import", "./setup.mts"] : [];
    for (const file of files.filter((each) => each !== models)) {
      await run(process.execPath, [...first, file], { cwd: own });
    }
  });
}

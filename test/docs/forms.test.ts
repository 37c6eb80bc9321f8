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

for (const name of ["forms", "form-sets", "auth-views"]) {
  it(`docs/${name}.md shows code that compiles and runs`, async () => {
    const page = await readFile(join(root, "docs", `${name}.md`), "utf8");
    const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = ""]) => code);
    assert.ok(blocks.length > 1);
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    const files = blocks.map((_, at) => join(own, `block-${at + 1}.ts`));
    for (const [at, code] of blocks.entries())
      await writeFile(files[at] ?? "", `${code}\nexport {};\n`);
    const settings = {
      extends: "../../../tsconfig.json",
      compilerOptions: { noEmit: true },
      include: ["*.ts"],
      exclude: [],
    };
    await writeFile(join(own, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const said = await run(process.execPath, [tsc, "-p", own], { cwd: own }).then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    assert.equal(said, "");
    for (const file of files) await run(process.execPath, [file], { cwd: own });
  });
}

/** The doors: what package.json exports is what dist/ holds. docs/reference/imports.md is made from the same list. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const manifest: {
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
} = JSON.parse(read("package.json"));
const doors = Object.entries(manifest.exports).flatMap(([name, file]) =>
  file.endsWith(".js") ? [{ name: name.replace(/^\./, "mkweb"), file }] : [],
);

describe("an installation", () => {
  it("brings three packages and no more", () => {
    assert.deepEqual(Object.keys(manifest.dependencies), ["@fastify/busboy", "entities", "mime"]);
  });

  it("has what the build vendors inside, with its licence", () => {
    const vendored = globSync("src/vendor/*.ts", { cwd: root }).map((file) =>
      file.replace(/^src\/vendor\/(.*)\.ts$/, "$1"),
    );
    assert.ok(vendored.length > 0);
    for (const name of vendored) {
      assert.match(
        read("dist/THIRD-PARTY-LICENSES.txt"),
        new RegExp(`^(?:@[\\w-]+/)?${name} \\d`, "m"),
      );
    }
    // Built into the files of another one.
    assert.match(read("dist/THIRD-PARTY-LICENSES.txt"), /^@dagrejs\/graphlib \d/m);
    const code = globSync("dist/**/*.js", { cwd: root }).map(read).join("\n");
    assert.match(code, /^import .*"kysely";$/m);
    for (const name of vendored)
      assert.doesNotMatch(code, new RegExp(`^import .*"(?:@[\\w-]+/)?${name}";$`, "m"));
  });
});

describe("package.json's exports", () => {
  it("name files that the build makes, with their types", () => {
    // Beside each its types, where TypeScript looks for them.
    const files = doors.flatMap(({ file }) => [file, file.replace(/\.js$/, ".d.ts")]);
    assert.deepEqual(
      files.filter((file) => !existsSync(new URL(file, root))),
      [],
    );
  });

  it("lead to a room of the same name, with two exceptions", () => {
    const elsewhere = doors.filter(({ name, file }) => {
      const path = name.slice("mkweb/".length);
      return ![`./dist/${path}/index.js`, `./dist/${path}.js`].includes(file);
    });
    assert.deepEqual(
      elsewhere.map(({ name }) => name),
      ["mkweb/auth/admin", "mkweb/context-processors"],
    );
  });

  it("can all be imported", async () => {
    const modules = await Promise.all(
      doors.map(async ({ file }) => Object(await import(new URL(file, root).href))),
    );
    assert.ok(modules.every((module: object) => Object.keys(module).length > 0));
  });

  it("are the same when a setting names them", async () => {
    const load = (file: string) => import(new URL(file, root).href);
    const conf: typeof import("../src/conf/index.ts") = await load("./dist/conf/index.js");
    for (const { name, file } of doors) {
      const named = { ...(await conf.importNamed(name, root)) };
      const imported = { ...(await load(file)) };
      assert.deepEqual(Object.keys(named).sort(), Object.keys(imported).sort(), name);
      for (const [key, value] of Object.entries(imported)) assert.equal(named[key], value, name);
    }
  });

  it("keep bundled libraries out of the types", () => {
    const declarations = globSync("dist/**/*.d.ts", { cwd: root });
    const bundled = /from "(?:yargs|chalk|prompts|execa|ejs|fs-extra|diff|lru-cache|@babel\/)/;
    assert.deepEqual(
      declarations.filter((file) => bundled.test(read(file))),
      [],
    );
  });
});

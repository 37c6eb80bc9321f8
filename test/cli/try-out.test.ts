/** What was written is tried out; a project that came from elsewhere is not run unasked. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyPlace, type Place } from "./support.ts";

const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));

/** A project called `site` in the place itself, installed: with this very package, as built. */
async function installed(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  await mkdir(join(place.path, "node_modules"));
  await symlink(join(packages, ".."), join(place.path, "node_modules/mkweb"), "junction");
  await symlink(
    join(packages, "typescript"),
    join(place.path, "node_modules/typescript"),
    "junction",
  );
  return place;
}

describe("startapp tries out what it made", () => {
  it("the app answers at its address, with no table and no file of a database made", async (t) => {
    const place = await installed(t);
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^Tried out: http:\/\/127\.0\.0\.1:8000\/blog\/ answers\.$/m);
    assert.ok(!(await place.files()).some((file) => file.startsWith("db.sqlite3")));
  });

  it("says what is wrong, exits with 1 and leaves the app complete", async (t) => {
    const place = await installed(t);
    await place.write("site/urls.ts", `import "./nothing";\n${await place.read("site/urls.ts")}`);
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: The app blog is complete, but does not run: site\/urls\.ts, line 1, imports "\.\/nothing", but there is no such file\. \[MKWEB_CANNOT_RUN\]\n\nhint: Correct the path/m,
    );
    assert.match(await place.read("site/urls.ts"), /include\(blog\)/);
    await place.read("blog/views.ts");
  });

  it("says that another entry or a middleware answers the address", async (t) => {
    const place = await installed(t);
    await place.write(
      "stop.ts",
      'import { HttpResponseNotFound } from "mkweb/http";\nexport default () => () => new HttpResponseNotFound("mine");\n',
    );
    const settings = await place.read("site/settings.ts");
    await place.write(
      "site/settings.ts",
      settings.replace("MIDDLEWARE: [", 'MIDDLEWARE: [\n    "stop.ts",'),
    );
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /The app blog is complete, but does not run: \/blog\/ answers 404\. \[MKWEB_CANNOT_RUN\]\n\nhint: To see which entry of urlpatterns answers it: node manage showurls/,
    );
  });

  it("says which environment variable a project without .env lacks", async (t) => {
    const place = await installed(t);
    await rm(join(place.path, ".env"));
    const { status, stderr } = await place.mkweb(["startapp", "blog", "--no-mount"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /does not run: The environment variable SECRET_KEY is not set\. \[MKWEB_CANNOT_RUN\]\n\nhint: Add a line SECRET_KEY=/,
    );
  });

  it("does not with --no-verify", async (t) => {
    const place = await installed(t);
    await rm(join(place.path, ".env"));
    const { status, stderr } = await place.mkweb(["startapp", "blog", "--no-verify"]);
    assert.equal(status, 0);
    assert.doesNotMatch(stderr, /ried out/);
  });

  it("runs nothing of a project that this user has not made here", async (t) => {
    const place = await installed(t);
    const trap = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(join(place.path, "ran"))}, "");\n`;
    await place.write("site/settings.ts", trap + (await place.read("site/settings.ts")));
    const XDG_CACHE_HOME = await mkdtemp(`${place.path}-cache/other-`);
    const { status, stderr } = await place.mkweb(["startapp", "blog"], { env: { XDG_CACHE_HOME } });
    assert.equal(status, 0);
    assert.match(
      stderr,
      /^Not tried out: this project was not made here\. `node manage check` tries it\.$/m,
    );
    assert.ok(!(await place.files()).includes("ran"));

    const other = await emptyPlace(t);
    await rename(place.path, join(other.path, "moved"));
    await mkdir(place.path);
    await other.mkweb(["startapp", "news"], { cwd: "moved" });
    assert.ok(!(await other.files()).includes("ran"));
  });

  for (const [what, folder, argv] of [
    ["above the project", "node_modules", ["startproject", "fresh"]],
    ["in the folder of the project", "fresh/node_modules", ["startproject", "fresh", "fresh"]],
  ] as const) {
    it(`runs no mkweb that was there before, ${what}`, async (t) => {
      const place = await emptyPlace(t);
      const ran = JSON.stringify(join(place.path, "ran"));
      for (const name of ["mkweb", "typescript"]) {
        await place.write(
          `${folder}/${name}/package.json`,
          `{ "name": "${name}", "exports": { "./*": "./evil.cjs" } }`,
        );
        await place.write(
          `${folder}/${name}/evil.cjs`,
          `require("node:fs").writeFileSync(${ran}, "");`,
        );
      }
      await place.mkweb([...argv, "--no-install", "--no-git"]);
      const { status, stderr } = await place.mkweb(["startapp", "blog"], { cwd: "fresh" });
      assert.equal(status, 0, stderr);
      assert.match(stderr, /^Not tried out: /m);
      assert.ok(!(await place.files()).includes("ran"));
    });
  }
});

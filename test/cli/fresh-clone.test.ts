/** A project in a folder that is there already: a clone of a repository that a host has made. */
import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { emptyPlace, projectFiles } from "./support.ts";

const quick = ["startproject", "site", ".", "--no-install", "--no-git"];

describe("startproject in a fresh clone", () => {
  it("keeps README.md and .env and adds to .gitignore what it lacks", async (t) => {
    const place = await emptyPlace(t);
    await place.write("README.md", "# Mine\n");
    await place.write(".env", "SECRET_KEY=mine\n");
    await place.write(".gitignore", "*.log\ndist\n");
    const { status, stderr } = await place.mkweb(quick);
    assert.equal(status, 0, stderr);
    assert.equal(await place.read("README.md"), "# Mine\n");
    assert.equal(await place.read(".env"), "SECRET_KEY=mine\n");
    assert.equal(await place.read(".gitignore"), "*.log\ndist\nnode_modules/\n.env\ndb.sqlite3*\n");
    assert.deepEqual(await place.files(), projectFiles("site", ""));
    assert.match(
      stderr,
      /^Kept README\.md as it is\.\nKept \.env as it is; it must set SECRET_KEY and DEBUG, as \.env\.example shows\.\nAdded missing lines to \.gitignore\.$/m,
    );
  });

  it("keeps the line ends of .gitignore, and one that lacks nothing as it is", async (t) => {
    const place = await emptyPlace(t);
    await place.write(".gitignore", "dist\r\n/build");
    assert.equal((await place.mkweb(quick)).status, 0);
    const merged = await place.read(".gitignore");
    assert.equal(merged, "dist\r\n/build\r\nnode_modules/\r\n.env\r\ndb.sqlite3*\r\n*.log\r\n");

    const other = await emptyPlace(t);
    await other.write(".gitignore", merged);
    const { stderr } = await other.mkweb(quick);
    assert.equal(await other.read(".gitignore"), merged);
    assert.doesNotMatch(stderr, /gitignore/);
  });

  it("keeps a README of another kind", async (t) => {
    const place = await emptyPlace(t);
    await place.write("readme.rst", "Mine\n");
    assert.equal((await place.mkweb(quick)).status, 0);
    assert.ok(!(await place.files()).includes("README.md"));
  });

  it("shows the merged lines with --dry-run and writes none of them", async (t) => {
    const place = await emptyPlace(t);
    await place.write(".gitignore", "dist\n");
    const { stdout } = await place.mkweb([...quick, "--dry-run"]);
    assert.match(
      stdout,
      /^--- a\/\.gitignore\n\+\+\+ b\/\.gitignore\n@@ -1,1 \+1,5 @@\n dist\n\+node_modules\/$/m,
    );
    assert.deepEqual(await place.files(), [".gitignore"]);
    assert.equal(await place.read(".gitignore"), "dist\n");
  });

  it("still refuses other files that differ", async (t) => {
    const place = await emptyPlace(t);
    await place.write("README.md", "# Mine\n");
    await place.write("package.json", "{}\n");
    const { status, stderr } = await place.mkweb(quick);
    assert.equal(status, 1);
    assert.match(stderr, /package\.json already exists\./);
    assert.doesNotMatch(stderr, /README/);
    assert.deepEqual(await place.files(), ["README.md", "package.json"]);
  });
});

describe("startproject refuses a place where a project cannot be", () => {
  it("below a node_modules folder, also by a link", async (t) => {
    const place = await emptyPlace(t);
    await mkdir(join(place.path, "node_modules/x"), { recursive: true });
    await symlink("node_modules/x", join(place.path, "link"));
    for (const folder of ["node_modules/x/site", "link/site"]) {
      const { status, stderr } = await place.mkweb(["startproject", "site", folder]);
      assert.equal(status, 1);
      assert.match(
        stderr,
        /cannot hold a project: it is below a folder called node_modules, where Node runs no TypeScript\. Nothing was written\. \[MKWEB_PATH_REFUSED\]/,
      );
    }
    assert.deepEqual(await place.files(), ["link"]);
  });

  it("a name that is not UTF-8", async (t) => {
    const place = await emptyPlace(t);
    const { status, stderr } = await place.mkweb(["startproject", "site", "caf\uFFFD/site"]);
    assert.equal(status, 1);
    assert.match(stderr, /not UTF-8[^]*\[MKWEB_NAME_INVALID\]/);
    assert.deepEqual(await place.files(), []);
  });
});

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { umask } from "node:process";
import { describe, it } from "node:test";
import { applyPlan, planTree, type Tree } from "../../src/scaffold/index.ts";
import { emptyFolder, filesBelow, snapshot, write } from "./folder.ts";

const file = (text: string, mode = 0o666) => ({ bytes: Buffer.from(text), mode });
const app: Tree = new Map([
  ["app.ts", file("export default 1;\n")],
  ["static/app/logo.png", { bytes: Buffer.from([0, 255, 13, 10, 128]), mode: 0o666 }],
  ["views.ts", file("// views\n")],
]);

describe("applyPlan", () => {
  it("makes a new folder, its parents and everything in it", async (t) => {
    const folder = emptyFolder(t);
    await applyPlan(planTree(app, join(folder, "apps/blog")), { what: "startapp blog" });
    assert.deepEqual(filesBelow(folder), [
      "apps/blog/app.ts",
      "apps/blog/static/app/logo.png",
      "apps/blog/views.ts",
    ]);
    assert.deepEqual(
      readFileSync(join(folder, "apps/blog/static/app/logo.png")),
      Buffer.from([0, 255, 13, 10, 128]),
    );
  });

  it("adds to a folder that exists and leaves the rest alone", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "mine.txt": "mine", "static/mine.css": "mine" });
    await applyPlan(planTree(app, folder), { what: "startproject x ." });
    assert.deepEqual(filesBelow(folder), [
      "app.ts",
      "mine.txt",
      "static/app/logo.png",
      "static/mine.css",
      "views.ts",
    ]);
    assert.equal(readFileSync(join(folder, "static/mine.css"), "utf8"), "mine");
  });

  it("edits files in the same run and keeps their permissions", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "site/settings.ts": "apps = []\n" });
    const path = join(folder, "site/settings.ts");
    chmodSync(path, 0o640);
    const edits = [{ path, edit: (text: string) => text.replace("[]", "['blog']") }];
    await applyPlan(planTree(app, join(folder, "blog"), { root: folder, edits }), { what: "x" });
    assert.equal(readFileSync(path, "utf8"), "apps = ['blog']\n");
    assert.equal(statSync(path).mode & 0o777, 0o640);
    assert.ok(existsSync(join(folder, "blog/app.ts")));
    assert.deepEqual(
      Object.keys(snapshot(folder)).filter((name) => name.includes(".mkweb")),
      [],
    );
  });

  it("asks for the permissions of the tree and honours the umask", async (t) => {
    const folder = emptyFolder(t);
    const tree: Tree = new Map([
      [".env", file("SECRET_KEY=x\n", 0o600)],
      ["manage.js", file("#!\n", 0o777)],
      ["package/settings.ts", file("1\n")],
    ]);
    const before = umask(0o027);
    t.after(() => umask(before));
    await applyPlan(planTree(tree, join(folder, "p")), { what: "x" });
    const mode = (path: string) => (statSync(join(folder, "p", path)).mode & 0o777).toString(8);
    assert.deepEqual(
      [mode("."), mode("package"), mode(".env"), mode("manage.js"), mode("package/settings.ts")],
      ["750", "750", "600", "750", "640"],
    );
  });

  it("refuses every file in conflict at once and writes nothing", async (t) => {
    const folder = emptyFolder(t);
    write(folder, {
      "views.ts": "mine",
      "static/app/logo.png": "mine",
      "app.ts": "export default 1;\n",
    });
    const before = snapshot(folder);
    await assert.rejects(applyPlan(planTree(app, folder), { what: "x" }), {
      code: "MKWEB_FILE_CONFLICT",
      message:
        "These files already exist and differ:\n  static/app/logo.png\n  views.ts\nNothing was written.",
    });
    assert.deepEqual(snapshot(folder), before);
  });

  it("takes everything back when a file appears after planning", async (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "static"));
    const plan = planTree(app, folder);
    write(folder, { "views.ts": "mine" });
    const before = snapshot(folder);
    await assert.rejects(applyPlan(plan, { what: "x" }), {
      code: "MKWEB_FILE_CONFLICT",
      message: "These files already exist and differ:\n  views.ts\nNothing was written.",
    });
    assert.deepEqual(snapshot(folder), before);
  });

  it("takes everything back when an edited file changes after planning", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "a.ts": "1\n", "b.ts": "1\n" });
    const edits = ["a.ts", "b.ts"].map((name) => ({
      path: join(folder, name),
      edit: (text: string) => `${text}2\n`,
    }));
    const plan = planTree(app, join(folder, "blog"), { root: folder, edits });
    write(folder, { "b.ts": "changed\n" });
    const before = snapshot(folder);
    const inode = statSync(join(folder, "a.ts")).ino;
    await assert.rejects(applyPlan(plan, { what: "x" }), {
      code: "MKWEB_FILE_CHANGED",
      message: "b.ts was changed by something else while mkweb was working. Nothing was written.",
    });
    assert.deepEqual(snapshot(folder), before);
    assert.equal(statSync(join(folder, "a.ts")).ino, inode);
  });

  it("does nothing, and leaves nothing, when the signal is aborted", async (t) => {
    const folder = emptyFolder(t);
    const before = snapshot(folder);
    const plan = planTree(app, join(folder, "blog"));
    const controller = new AbortController();
    const applied = applyPlan(plan, { what: "x", signal: controller.signal });
    controller.abort(new Error("Ctrl-C"));
    await assert.rejects(applied, {
      code: "MKWEB_INTERRUPTED",
      message: "Stopped. Nothing was written.",
    });
    assert.deepEqual(snapshot(folder), before);
  });

  it("changes nothing the second time", async (t) => {
    const folder = emptyFolder(t);
    await applyPlan(planTree(app, folder), { what: "x" });
    const before = snapshot(folder);
    const plan = planTree(app, folder);
    assert.deepEqual(
      plan.entries.map(({ kind }) => kind),
      ["identical", "identical", "identical"],
    );
    await applyPlan(plan, { what: "x" });
    assert.deepEqual(snapshot(folder), before);
  });
});

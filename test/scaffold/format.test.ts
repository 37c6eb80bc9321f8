import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { applyPlan, formatPlan, planTree, planValue, type Tree } from "../../src/scaffold/index.ts";
import { emptyFolder, snapshot, write } from "./folder.ts";

const file = (text: string, mode = 0o666) => ({ bytes: Buffer.from(text), mode });

describe("formatPlan", () => {
  it("is a unified diff of what is new and edited", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "settings.ts": "a\nb\n", "app/same.ts": "" });
    const tree: Tree = new Map([
      ["manage.js", file("#!\nlast", 0o777)],
      ["same.ts", file("")],
    ]);
    const plan = planTree(tree, join(folder, "app"), {
      root: folder,
      edits: [{ path: join(folder, "settings.ts"), edit: (text) => text.replace("b", "c") }],
    });
    assert.equal(
      await formatPlan(plan),
      [
        "diff --git a/app/manage.js b/app/manage.js",
        "new file mode 100755",
        "--- /dev/null",
        "+++ b/app/manage.js",
        "@@ -0,0 +1,2 @@",
        "+#!",
        "+last",
        "\\ No newline at end of file",
        "diff --git a/settings.ts b/settings.ts",
        "--- a/settings.ts",
        "+++ b/settings.ts",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+c",
        "",
      ].join("\n"),
    );
  });

  it("does what the run does when git applies it", async (t) => {
    const [one, other] = [emptyFolder(t), emptyFolder(t)];
    const tree: Tree = new Map([
      ["empty.txt", file("")],
      ["manage.js", file("#!\n", 0o777)],
      ["windows.txt", file("a\r\nb\r\n")],
    ]);
    for (const folder of [one, other]) write(folder, { "settings.ts": "\uFEFFa\r\n\tb" });
    const plans = [one, other].map((folder) =>
      planTree(tree, join(folder, "site"), {
        root: folder,
        edits: [{ path: join(folder, "settings.ts"), edit: (text) => `${text} // é\n` }],
      }),
    );
    const [first, second] = plans;
    assert.ok(first && second);
    await applyPlan(first, { what: "x" });
    const input = await formatPlan(second);
    const run = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: other,
      input,
      encoding: "utf8",
    });
    assert.equal(run.stderr, "");
    assert.deepEqual(snapshot(other), snapshot(one));
  });

  it("shows neither binary files nor those only their owner may read", async (t) => {
    const tree: Tree = new Map([
      [".env", file("SECRET_KEY=hidden\n", 0o600)],
      ["logo.png", { bytes: Buffer.from([137, 0, 255]), mode: 0o666 }],
    ]);
    const text = await formatPlan(planTree(tree, join(emptyFolder(t), "site")));
    assert.match(text, /^# site\/\.env is private and not shown$/m);
    assert.match(text, /^Binary files \/dev\/null and b\/site\/logo\.png differ$/m);
    assert.doesNotMatch(text, /hidden/);
  });

  it("lists conflicts first", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "b.ts/c": "", "d.ts": "mine" });
    const tree: Tree = new Map(["a.ts", "b.ts", "d.ts"].map((path) => [path, file("x\n")]));
    const text = await formatPlan(planTree(tree, folder));
    assert.match(text, /^conflict: b\.ts \(a folder\)\nconflict: d\.ts\ndiff --git a\/a\.ts /);
  });
});

describe("planValue", () => {
  it("is plain values", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "b.ts/c": "" });
    const tree: Tree = new Map([
      [".env", file("SECRET_KEY=hidden\n", 0o600)],
      ["a.ts", file("x\n")],
      ["b.ts", file("x\n")],
    ]);
    const value = await planValue(planTree(tree, folder));
    assert.deepEqual(JSON.parse(JSON.stringify(value)), {
      base: folder,
      entries: [
        { kind: "new", path: ".env", mode: "0600", size: 18, diff: null },
        { kind: "new", path: "a.ts", mode: "0666", size: 2, diff: "@@ -0,0 +1,1 @@\n+x\n" },
        { kind: "conflict", path: "b.ts", reason: "a folder", mode: "0666", size: 2, diff: null },
      ],
    });
  });
});

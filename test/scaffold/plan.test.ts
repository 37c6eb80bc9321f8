import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Plan, planTree, type Tree } from "../../src/scaffold/index.ts";
import { emptyFolder, snapshot, withoutRights, write } from "./folder.ts";

const file = (text: string, mode = 0o666) => ({ bytes: Buffer.from(text), mode });
const one = (path: string): Tree => new Map([[path, file("x\n")]]);
const kinds = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.entries.map(({ path, kind }) => [path, kind]));

describe("planTree", () => {
  it("tells new, identical, conflict and edited apart and writes nothing", (t) => {
    const folder = emptyFolder(t);
    write(folder, { "app/same.ts": "same\n", "app/other.ts": "mine\n", "settings.ts": "a\n" });
    const before = snapshot(folder);
    const tree: Tree = new Map([
      ["new.ts", file("new\n")],
      ["other.ts", file("theirs\n")],
      ["same.ts", file("same\n")],
    ]);
    const plan = planTree(tree, join(folder, "app"), {
      root: folder,
      edits: [{ path: join(folder, "settings.ts"), edit: (text) => `${text}b\n` }],
    });
    assert.deepEqual(kinds(plan), {
      "app/new.ts": "new",
      "app/other.ts": "conflict",
      "app/same.ts": "identical",
      "settings.ts": "edited",
    });
    assert.deepEqual(snapshot(folder), before);
  });

  it("works from the nearest folder that exists", (t) => {
    const folder = emptyFolder(t);
    const plan = planTree(one("a.ts"), join(folder, "x/y/z"));
    assert.equal(plan.base, folder);
    assert.deepEqual(
      plan.entries.map((entry) => entry.kind === "new" && [entry.path, entry.top]),
      [["x/y/z/a.ts", "x"]],
    );
  });

  it("finds a conflict in whatever is no regular file", (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "folder"));
    write(folder, { file: "", target: "x\n" });
    symlinkSync("target", join(folder, "link"));
    symlinkSync("nowhere", join(folder, "dangling"));
    const tree: Tree = new Map(
      ["dangling", "file/below.ts", "folder", "link"].map((path) => [path, file("x\n")]),
    );
    const plan = planTree(tree, folder);
    assert.deepEqual(
      plan.entries.map((entry) => entry.kind === "conflict" && [entry.path, entry.reason]),
      [
        ["dangling", "a symbolic link"],
        ["file", "a file where a folder is needed"],
        ["folder", "a folder"],
        ["link", "a symbolic link"],
      ],
    );
  });

  it("finds a conflict in a file where the target is to be", (t) => {
    const folder = emptyFolder(t);
    write(folder, { site: "mine" });
    assert.deepEqual(kinds(planTree(one("a.ts"), join(folder, "site"))), { site: "conflict" });
  });

  it("does not follow a symbolic link out of the target", (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "outside"));
    mkdirSync(join(folder, "site"));
    symlinkSync("../outside", join(folder, "site/static"));
    assert.throws(() => planTree(one("static/a.css"), join(folder, "site")), {
      code: "MKWEB_PATH_REFUSED",
      message:
        /static" cannot be written: it is a symbolic link that leads out of the target folder/,
    });
  });

  it("follows symbolic links inside the target and on the way to it", (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "real/assets"), { recursive: true });
    symlinkSync("assets", join(folder, "real/static"));
    symlinkSync("real", join(folder, "site"));
    assert.deepEqual(kinds(planTree(one("static/a.css"), join(folder, "site"))), {
      "assets/a.css": "new",
    });
  });

  it("does not follow a symbolic link out of the project on the way to the target", (t) => {
    const folder = emptyFolder(t);
    write(folder, { "outside/x": "", "project/manage.js": "" });
    symlinkSync("../outside", join(folder, "project/apps"));
    const target = join(folder, "project/apps/blog");
    assert.throws(() => planTree(one("views.ts"), target, { root: join(folder, "project") }), {
      code: "MKWEB_PATH_REFUSED",
      message:
        /\/apps" cannot be written: it is a symbolic link that leads out of the target folder/,
    });
  });

  it("refuses to edit what lies outside the project", (t) => {
    const folder = emptyFolder(t);
    write(folder, { "outside.ts": "a\n", "site/x.ts": "" });
    symlinkSync("../outside.ts", join(folder, "site/settings.ts"));
    const edits = [{ path: join(folder, "site/settings.ts"), edit: (text: string) => `${text}b` }];
    assert.throws(() => planTree(new Map(), join(folder, "site"), { edits }), {
      code: "MKWEB_PATH_REFUSED",
    });
  });

  it("says which file to edit is not there, or is not text", (t) => {
    const folder = emptyFolder(t);
    writeFileSync(join(folder, "latin1.ts"), Buffer.from([0xe9]));
    const edit = (name: string) => ({
      edits: [{ path: join(folder, name), edit: (text: string) => text }],
    });
    assert.throws(() => planTree(new Map(), folder, edit("settings.ts")), {
      code: "MKWEB_READ_FAILED",
      message: `Cannot read ${folder}/settings.ts: No such file or directory.`,
    });
    assert.throws(() => planTree(new Map(), folder, edit("latin1.ts")), {
      code: "MKWEB_READ_FAILED",
      message: `Cannot read ${folder}/latin1.ts: It is not UTF-8.`,
    });
  });

  it("refuses to edit a file its user made read-only", (t) => {
    const folder = emptyFolder(t);
    write(folder, { "settings.ts": "a\n" });
    chmodSync(join(folder, "settings.ts"), 0o444);
    withoutRights(folder);
    const edits = [{ path: join(folder, "settings.ts"), edit: (text: string) => `${text}b` }];
    assert.throws(() => planTree(new Map(), folder, { edits }), { code: "MKWEB_WRITE_FAILED" });
  });

  const hostile: readonly (readonly [path: string, why: RegExp])[] = [
    ["../x", /it leaves the target folder/],
    ["a/../../x", /it leaves the target folder/],
    ["/etc/passwd", /a name in it is empty/],
    ["a//b", /a name in it is empty/],
    ["a/./b", /it leaves the target folder/],
    ["con", /device on Windows/],
    ["a/NUL.txt", /device on Windows/],
    ["com1.ts", /device on Windows/],
    ["a.", /does not allow a dot or space at the end/],
    ["a /b", /does not allow a dot or space at the end/],
    ["a\nb", /control character/],
    ["a\u0000b", /control character/],
    ["a\u007f", /control character/],
    ["a\u202eb", /control character/],
    ["a:b", /Windows allows none of/],
    ["a\\b", /Windows allows none of/],
    ["x".repeat(256), /longer than 255 bytes/],
    ["é".repeat(128), /longer than 255 bytes/],
    ["\ud800", /not valid Unicode/],
    [".git/hooks/pre-commit", /belongs to git/],
    [".mkweb/0001.json", /belongs to mkweb/],
    [".mkweb-journal", /belongs to mkweb/],
  ];
  for (const [path, why] of hostile) {
    it(`refuses the path ${JSON.stringify(path.slice(0, 30))}`, (t) => {
      const folder = emptyFolder(t);
      assert.throws(() => planTree(one(path), folder), {
        code: "MKWEB_PATH_REFUSED",
        message: why,
      });
      assert.deepEqual(snapshot(folder), {});
    });
  }

  for (const name of ["aux", "x.", "a\tb", "x".repeat(256)]) {
    it(`refuses to make the target folder ${JSON.stringify(name.slice(0, 30))}`, (t) => {
      const folder = emptyFolder(t);
      assert.throws(() => planTree(one("a.ts"), join(folder, name, "site")), {
        code: "MKWEB_PATH_REFUSED",
      });
    });
  }

  it("accepts names of 255 bytes, in any script, and an existing folder of any name", (t) => {
    const folder = emptyFolder(t);
    mkdirSync(join(folder, "aux"));
    const name = "é".repeat(127);
    assert.deepEqual(kinds(planTree(one("こんにちは.ts"), join(folder, "aux", name))), {
      [`${name}/こんにちは.ts`]: "new",
    });
  });
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  applyPlan,
  type AppliedRecord,
  checkVariables,
  planTree,
  type RecordRequest,
  readRecords,
  renderTree,
  type Tree,
} from "../../src/scaffold/index.ts";
import { emptyFolder, filesBelow, snapshot, write } from "./folder.ts";
import { blueprint } from "./sample-blueprint.ts";

interface Request {
  readonly record: RecordRequest;
  readonly tree: Tree;
}

function request(t: TestContext, label?: string): Request {
  const sample = blueprint(
    t,
    {
      "a.ts.ejs": "<%= name %>\n",
      "_env.ejs": "KEY=<%= key %>\n",
      "key.ts.ejs": "export const key = '<%= key %>';\n",
      "logo.bin": "\0\u0001",
    },
    {
      modes: { ".env": "0600" },
      variables: {
        name: { describe: "Name" },
        key: { describe: "Key", secret: true },
      },
    },
  );
  const values = checkVariables(sample, { name: "blog", key: "hunter2" });
  const record = { command: "make blog", blueprint: sample, version: "1.2.3", values };
  const tree = renderTree(sample, values);
  return { record: { ...record, ...(label ? { label } : {}) }, tree };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const read = (path: string): AppliedRecord => JSON.parse(readFileSync(path, "utf8"));

describe("the record of an applied plan", () => {
  it("holds blueprint, version, answers and hashes, but no secret", async (t) => {
    const folder = emptyFolder(t);
    const { record, tree } = request(t);
    await applyPlan(planTree(tree, join(folder, "site"), { record }), { what: "x" });
    assert.deepEqual(read(join(folder, "site/.mkweb/0001_sample.json")), {
      format: 2,
      mkweb: "1.2.3",
      command: "make blog",
      blueprint: "sample",
      source: null,
      answers: { name: "blog" },
      files: {
        ".env": { sha256: null, rendered: null },
        "a.ts": { sha256: hash("blog\n"), rendered: "blog\n" },
        "key.ts": { sha256: null, rendered: null },
        "logo.bin": { sha256: hash("\0\u0001"), rendered: null },
      },
      folders: [],
      edits: {},
    });
    assert.doesNotMatch(JSON.stringify(snapshot(join(folder, "site/.mkweb"))), /hunter2/);
  });

  it("is numbered, named after its label, and part of the plan", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { ".mkweb/0007_project.json": "{}\n" });
    const { record, tree } = request(t, "blog");
    const plan = planTree(tree, join(folder, "blog"), { root: folder, record });
    assert.deepEqual(
      plan.entries.map(({ path }) => path),
      ["blog/.env", "blog/a.ts", "blog/key.ts", "blog/logo.bin", ".mkweb/0008_sample_blog.json"],
    );
  });

  it("is not written when nothing changes", async (t) => {
    const folder = emptyFolder(t);
    const { record, tree } = request(t);
    await applyPlan(planTree(tree, folder, { record }), { what: "x" });
    const before = snapshot(folder);
    await applyPlan(planTree(tree, folder, { record }), { what: "x" });
    assert.deepEqual(snapshot(folder), before);
    assert.deepEqual(filesBelow(folder), [".env", "a.ts", "key.ts", "logo.bin"]);
  });

  const edits: readonly (readonly [name: string, before: string, after: string])[] = [
    ["an insertion", "apps = ['a'];\r\n", "apps = ['a', 'b'];\r\n"],
    ["a removal", "a\nb\nc\n", "a\nc\n"],
    ["a repeated letter", "aaaa", "aaaaa"],
    ["half of a surrogate pair", "x\u{1F600}y", "x\u{1F601}y"],
    ["an empty file", "", "all new\n"],
    ["everything", "old", ""],
  ];
  for (const [name, before, after] of edits) {
    it(`restores an edited file exactly: ${name}`, async (t) => {
      const folder = emptyFolder(t);
      write(folder, { "settings.ts": before });
      const { record } = request(t);
      const path = join(folder, "settings.ts");
      const plan = planTree(new Map(), folder, { record, edits: [{ path, edit: () => after }] });
      await applyPlan(plan, { what: "x" });
      assert.equal(readFileSync(path, "utf8"), after);
      const edit = read(join(folder, ".mkweb/0001_sample.json")).edits["settings.ts"];
      assert.ok(edit);
      assert.equal(edit.after, hash(after));
      assert.equal(after.slice(edit.at, edit.at + edit.inserted.length), edit.inserted);
      const restored =
        after.slice(0, edit.at) + edit.removed + after.slice(edit.at + edit.inserted.length);
      assert.equal(restored, before);
      assert.equal(edit.before, hash(before));
    });
  }

  it("holds what an edit means, and whole lines around what it changed", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { "a.ts": "1\n2\n3\n4\n5\n6\n7\n8\n9\n" });
    const { record } = request(t);
    const path = join(folder, "a.ts");
    const as = { kind: "installedApps", value: "blog" };
    const edits = [{ path, as, edit: (text: string) => text.replace("5", "5, five") }];
    await applyPlan(planTree(new Map(), folder, { record, edits }), { what: "x" });
    const edit = read(join(folder, ".mkweb/0001_sample.json")).edits["a.ts"];
    assert.deepEqual(edit?.as, as);
    assert.deepEqual(
      [edit?.removed, edit?.inserted],
      ["2\n3\n4\n5\n6\n7\n8\n", "2\n3\n4\n5, five\n6\n7\n8\n"],
    );
  });

  it("holds what was removed, and with which permissions, but for secrets", async (t) => {
    const folder = emptyFolder(t);
    write(folder, {
      "blog/a.ts": "a\n",
      "blog/.env": "KEY=hunter2\n",
      "blog/logo.bin": "\0\u00ff",
    });
    chmodSync(join(folder, "blog/a.ts"), 0o640);
    chmodSync(join(folder, "blog/.env"), 0o600);
    chmodSync(join(folder, "blog/logo.bin"), 0o644);
    chmodSync(join(folder, "blog"), 0o750);
    const folders = [join(folder, "blog")];
    const removals = ["a.ts", ".env", "logo.bin"].map((name) => ({
      path: join(folder, "blog", name),
      folders,
      secret: name === ".env",
    }));
    const record = {
      command: "destroy blog",
      blueprint: { name: "none" },
      version: "1",
      values: {},
    };
    await applyPlan(planTree(new Map(), folder, { record, removals }), { what: "x" });
    assert.deepEqual(filesBelow(folder), []);
    const { removed, removedFolders } = read(join(folder, ".mkweb/0001_none.json"));
    assert.deepEqual(removed, {
      "blog/a.ts": { mode: "640", text: "a\n" },
      "blog/.env": { mode: "600" },
      "blog/logo.bin": { mode: "644", base64: Buffer.from("\0\u00ff").toString("base64") },
    });
    assert.deepEqual(removedFolders, { blog: "750" });
  });

  it("is read in its first format, too", (t) => {
    const folder = emptyFolder(t);
    const first = {
      format: 1,
      mkweb: "0.1.0",
      blueprint: "resource",
      answers: { app_label: "polls", model: "Tag", fields: "name:string" },
      files: { "polls/forms.ts": "aa", ".env": null },
      edits: {},
    };
    write(folder, { ".mkweb/0002_resource_polls_tag.json": JSON.stringify(first) });
    const [found] = readRecords(folder);
    assert.equal(found?.number, 2);
    assert.deepEqual(found.record, {
      format: 1,
      mkweb: "0.1.0",
      command: "generate resource polls.Tag",
      blueprint: "resource",
      source: null,
      answers: first.answers,
      files: {
        "polls/forms.ts": { sha256: "aa", rendered: null },
        ".env": { sha256: null, rendered: null },
      },
      folders: [],
      edits: {},
      removed: {},
      removedFolders: {},
      bases: {},
    });
  });

  const damaged: readonly (readonly [name: string, text: string])[] = [
    ["cut off", '{ "format": 2,'],
    ["of a format to come", '{ "format": 3 }'],
    ["with another file's contents", '{ "name": "x" }'],
    ["a list", "[]"],
  ];
  for (const [name, text] of damaged) {
    it(`is refused when it is ${name}`, (t) => {
      const folder = emptyFolder(t);
      write(folder, { ".mkweb/0001_app_blog.json": text });
      assert.throws(() => readRecords(folder), {
        code: "MKWEB_RECORD_INVALID",
        message:
          ".mkweb/0001_app_blog.json is not a record that this mkweb can read.\nNo file was changed.",
      });
    });
  }
});

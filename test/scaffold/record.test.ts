import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  applyPlan,
  type AppliedRecord,
  checkVariables,
  planTree,
  type RecordRequest,
  renderTree,
} from "../../src/scaffold/index.ts";
import { emptyFolder, filesBelow, snapshot, write } from "./folder.ts";
import { blueprint } from "./sample-blueprint.ts";

function request(t: TestContext, label?: string): { record: RecordRequest } {
  const sample = blueprint(
    t,
    { "a.ts.ejs": "<%= name %>\n", "_env.ejs": "KEY=<%= key %>\n" },
    {
      modes: { ".env": "0600" },
      variables: {
        name: { describe: "Name" },
        key: { describe: "Key", secret: true },
      },
    },
  );
  const values = checkVariables(sample, { name: "blog", key: "hunter2" });
  return { record: { blueprint: sample, version: "1.2.3", values, ...(label ? { label } : {}) } };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const read = (path: string): AppliedRecord => JSON.parse(readFileSync(path, "utf8"));

describe("the record of an applied plan", () => {
  it("holds blueprint, version, answers and hashes, but no secret", async (t) => {
    const folder = emptyFolder(t);
    const { record } = request(t);
    const tree = renderTree(record.blueprint, record.values);
    await applyPlan(planTree(tree, join(folder, "site"), { record }), { what: "x" });
    assert.deepEqual(read(join(folder, "site/.mkweb/0001_sample.json")), {
      format: 1,
      mkweb: "1.2.3",
      blueprint: "sample",
      answers: { name: "blog" },
      files: { ".env": null, "a.ts": hash("blog\n") },
      folders: [],
      edits: {},
    });
    assert.doesNotMatch(JSON.stringify(snapshot(join(folder, "site/.mkweb"))), /hunter2/);
  });

  it("is numbered, named after its label, and part of the plan", async (t) => {
    const folder = emptyFolder(t);
    write(folder, { ".mkweb/0007_project.json": "{}\n" });
    const { record } = request(t, "blog");
    const plan = planTree(renderTree(record.blueprint, record.values), join(folder, "blog"), {
      root: folder,
      record,
    });
    assert.deepEqual(
      plan.entries.map(({ path }) => path),
      ["blog/.env", "blog/a.ts", ".mkweb/0008_sample_blog.json"],
    );
  });

  it("is not written when nothing changes", async (t) => {
    const folder = emptyFolder(t);
    const { record } = request(t);
    const tree = renderTree(record.blueprint, record.values);
    await applyPlan(planTree(tree, folder, { record }), { what: "x" });
    const before = snapshot(folder);
    await applyPlan(planTree(tree, folder, { record }), { what: "x" });
    assert.deepEqual(snapshot(folder), before);
    assert.deepEqual(filesBelow(folder), [".env", "a.ts"]);
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
});

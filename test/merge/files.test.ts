import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergeFiles, type MergedFile } from "../../src/merge/index.ts";

const labels = { base: "before", ours: "yours", theirs: "mkweb 0.2.0" };
type Content = string | Uint8Array | undefined;

function merge(base: Content, ours: Content, theirs: Content, path = "blog/views.ts"): MergedFile {
  const bytes = (content: Content): Uint8Array | undefined =>
    typeof content === "string" ? Buffer.from(content) : content;
  return mergeFiles(
    { base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) },
    { path, labels },
  );
}

const written = (content: Content) => ({ kind: "written", bytes: Buffer.from(content ?? "") });

describe("merging a file", () => {
  it("replaces one that the user did not touch", () => {
    assert.deepEqual(merge("old\n", "old\n", "new\n"), written("new\n"));
    assert.deepEqual(
      merge(Buffer.of(0, 1), Buffer.of(0, 1), Buffer.of(0, 2)),
      written(Buffer.of(0, 2)),
    );
  });

  it("brings one that is new, and takes away one that is dropped", () => {
    assert.deepEqual(merge(undefined, undefined, "new\n"), written("new\n"));
    assert.deepEqual(merge("old\n", "old\n", undefined), { kind: "removed" });
  });

  it("leaves one as it is that the new version did not change", () => {
    assert.deepEqual(merge("old\n", "mine\n", "old\n"), { kind: "same" });
    assert.deepEqual(merge("old\n", undefined, "old\n"), { kind: "same" });
    assert.deepEqual(merge("old\n", "new\n", "new\n"), { kind: "same" });
  });

  it("leaves away one that the user deleted, and keeps one that the user edited", () => {
    assert.deepEqual(merge("old\n", undefined, "new\n"), { kind: "same", why: "deleted" });
    assert.deepEqual(merge("old\n", "mine\n", undefined), { kind: "same", why: "edited" });
  });

  it("never touches a file of the user's own that stands where a new one would come", () => {
    assert.deepEqual(merge(undefined, "mine\n", "new\n"), { kind: "same", why: "own" });
  });

  it("keeps a binary file that both changed, and says so", () => {
    assert.deepEqual(merge(Buffer.of(0, 1), Buffer.of(0, 2), Buffer.of(0, 3)), {
      kind: "conflict",
      bytes: Buffer.of(0, 2),
      places: ["it is not text"],
    });
    assert.equal(merge("a\n", Buffer.of(0xff, 0xfe), "b\n").kind, "conflict");
  });

  it("says on which lines its markers begin", () => {
    const merged = merge("a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n");
    assert.ok(merged.kind === "conflict");
    assert.deepEqual(merged.places, ["line 2"]);
    assert.match(Buffer.from(merged.bytes).toString(), /^<<<<<<< yours$/m);
  });

  it("puts no marker into package.json: the user's value stays, the other is told", () => {
    const merged = merge('{ "a": 1 }', '{ "a": 2 }', '{ "a": 3 }', "package.json");
    assert.deepEqual(merged, {
      kind: "conflict",
      bytes: Buffer.from('{ "a": 2 }'),
      places: ["a: 3"],
    });
  });

  it("takes a comment of the new version over into tsconfig.json, and keys where lines collide", () => {
    const base = '{\n  "strict": true,\n  "types": ["node"],\n  "noEmit": true\n}\n';
    const commented = base.replace('  "noEmit"', '  // Checked only.\n  "noEmit"');
    const mine = base.replace('"strict": true', '"strict": true,\n  "incremental": true');
    assert.deepEqual(
      merge(base, mine, commented, "tsconfig.json"),
      written(mine.replace('  "noEmit"', '  // Checked only.\n  "noEmit"')),
    );
    assert.deepEqual(
      merge(
        base,
        base.replace('"node"', '"node", "mine"'),
        base.replace('"node"', '"node", "mkweb/auth/middleware"'),
        "tsconfig.json",
      ),
      written(base.replace('"node"', '"node", "mkweb/auth/middleware", "mine"')),
    );
  });
});

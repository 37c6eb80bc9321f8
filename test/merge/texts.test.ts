import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasMarkers, mergeTexts, mergeTwoTexts } from "../../src/merge/index.ts";

const labels = { base: "before", ours: "yours", theirs: "mkweb 0.2.0" };
const merge = (base: string, ours: string, theirs: string) =>
  mergeTexts({ base, ours, theirs }, labels);

describe("merging two versions of a text", () => {
  it("takes the changes of both where they touch other lines", () => {
    const merged = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\ne\n");
    assert.deepEqual(merged, { text: "A\nb\nc\nD\ne\n", conflicts: 0 });
  });

  it("marks lines that both changed, with what was there before, under the names given", () => {
    const { text, conflicts } = merge("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n");
    assert.equal(conflicts, 1);
    assert.equal(
      text,
      "a\n<<<<<<< yours\nmine\n||||||| before\nb\n=======\ntheirs\n>>>>>>> mkweb 0.2.0\nc\n",
    );
    assert.ok(hasMarkers(text));
  });

  it("marks nothing where both made the same change", () => {
    assert.deepEqual(merge("a\n", "b\n", "b\n"), { text: "b\n", conflicts: 0 });
    assert.deepEqual(merge("a\nx\n", "b\nx\ny\n", "b\nx\n"), { text: "b\nx\ny\n", conflicts: 0 });
  });

  it("keeps the line ends of the user's file, whatever those of the others are", () => {
    assert.equal(merge("a\nb\nc\n", "a\r\nb\r\nC\r\n", "A\nb\nc\n").text, "A\r\nb\r\nC\r\n");
    assert.equal(merge("a\r\nb\r\nc\r\n", "a\nb\nC\n", "A\r\nb\r\nc\r\n").text, "A\nb\nC\n");
    const { text } = merge("a\n", "mine\r\nx\r\n", "theirs\n");
    assert.deepEqual(text.match(/(?<!\r)\n/g), null, JSON.stringify(text));
  });

  it("leaves a line that nobody changed as it is in a file of mixed line ends", () => {
    assert.equal(merge("a\nb\nc\n", "a\r\nb\nc\n", "a\nb\nC\n").text, "a\r\nb\nC\n");
  });

  it("keeps a byte order mark", () => {
    assert.equal(merge("a\nb\nc\n", "\uFEFFa\nb\nC\n", "A\nb\nc\n").text, "\uFEFFA\nb\nC\n");
  });

  it("keeps a last line without its line end, and takes it from the side that changed it", () => {
    assert.equal(merge("a\nb\nc", "A\nb\nc", "a\nb\nc\n").text, "A\nb\nc\n");
    assert.equal(merge("a\nb\nc", "A\nb\nc", "a\nB\nc").conflicts, 1);
    assert.equal(merge("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nC\nd").text, "A\nb\nC\nd");
  });

  it("puts a marker on a line of its own behind a last line without a line end", () => {
    const { text } = merge("a", "mine", "theirs");
    assert.equal(
      text,
      "<<<<<<< yours\nmine\n||||||| before\na\n=======\ntheirs\n>>>>>>> mkweb 0.2.0\n",
    );
  });

  it("is not misled by lines that are words of JavaScript or look like markers", () => {
    const lines = "__proto__\nconstructor\n=======\ntoString\n";
    assert.equal(merge(lines, `mine\n${lines}`, `${lines}theirs\n`).text, `mine\n${lines}theirs\n`);
    assert.ok(!hasMarkers("Title\n=======\n\ntext\n"));
  });

  it("merges files of many thousand lines that differ in few places", () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`).join("");
    const ours = `mine\n${text.replace("line 9000\n", "")}`;
    const { text: merged, conflicts } = merge(text, ours, `${text}theirs\n`);
    assert.equal(conflicts, 0);
    assert.ok(merged === `${ours}theirs\n`);
  });

  it("makes one conflict of texts that repeat a line too often to be compared", () => {
    const same = (count: number): string => "same\n".repeat(count);
    const { text, conflicts } = merge(same(3000), `x\n${same(2900)}y\n`, `z\n${same(2950)}z\n`);
    assert.equal(conflicts, 1);
    assert.ok(text.startsWith("<<<<<<< yours\nx\n"));
    assert.ok(text.endsWith(">>>>>>> mkweb 0.2.0\n"));
  });

  it("merges empty texts", () => {
    assert.deepEqual(merge("", "", "a\n"), { text: "a\n", conflicts: 0 });
    assert.deepEqual(merge("a\n", "a\n", ""), { text: "", conflicts: 0 });
    assert.deepEqual(merge("", "a\r\n", ""), { text: "a\r\n", conflicts: 0 });
  });
});

describe("merging two texts of which nobody knows what both come from", () => {
  const names = { ours: "yours", theirs: "mkweb" };

  it("keeps what one of them has and marks where both have something of their own", () => {
    const { text, conflicts } = mergeTwoTexts("a\nmine\nb\nc\n", "new\na\ntheir\nb\n", names);
    assert.equal(conflicts, 1);
    assert.equal(text, "new\na\n<<<<<<< yours\nmine\n=======\ntheir\n>>>>>>> mkweb\nb\nc\n");
    assert.ok(hasMarkers(text));
  });

  it("loses no line of either, whatever they are", () => {
    for (const [ours, theirs] of [
      ["", "a\n"],
      ["a", ""],
      ["a\r\nb\r\n", "b\nc"],
      ["__proto__\n", "constructor\n"],
    ] as const) {
      const { text } = mergeTwoTexts(ours, theirs, names);
      const lines = text.split(/\r?\n/);
      const wanted = `${ours}\n${theirs}`.split(/\r?\n/).filter((line) => line !== "");
      assert.deepEqual(
        wanted.filter((line) => !lines.includes(line)),
        [],
      );
    }
  });
});

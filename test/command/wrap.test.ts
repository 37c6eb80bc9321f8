import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wrap } from "../../src/command/wrap.ts";

describe("a message on a terminal", () => {
  it("is broken between words", () => {
    assert.equal(wrap("one two three four", 9), "one two\nthree\nfour");
  });

  it("keeps together what is to be typed, lists and code, and words that are too long", () => {
    assert.equal(wrap("type `node manage migrate` now", 20), "type\n`node manage migrate`\nnow");
    assert.equal(
      wrap("these:\n  a/very/long/path and more", 10),
      "these:\n  a/very/long/path and more",
    );
    assert.equal(wrap("a/very/long/path and more", 10), "a/very/long/path\nand more");
  });

  it("stays as it is where no terminal shows it", () => {
    assert.equal(wrap("one two three four", undefined), "one two three four");
  });
});

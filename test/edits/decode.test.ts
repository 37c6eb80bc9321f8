import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeSource } from "../../src/edits/index.ts";

describe("decodeSource", () => {
  it("keeps a byte order mark and every character", () => {
    const text = "\uFEFFconst greeting = 'こんにちは 👋';\r\n";
    assert.equal(decodeSource(Buffer.from(text), "settings.ts"), text);
  });

  it("refuses bytes that are not UTF-8 instead of replacing them", () => {
    const latin1 = Buffer.from("const name = 'Zoë';", "latin1");
    assert.throws(() => decodeSource(latin1, "myproject/settings.ts"), {
      code: "MKWEB_SOURCE_NOT_UTF8",
      message: /^myproject\/settings\.ts is not UTF-8 text.*\nNo file was changed\.$/,
    });
  });

  it("refuses UTF-16, which some editors write", () => {
    const utf16 = Buffer.from("\uFEFFexport {};", "utf16le");
    assert.throws(() => decodeSource(utf16, "settings.ts"), { code: "MKWEB_SOURCE_NOT_UTF8" });
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addInstalledApp, removeInstalledApp } from "../../src/edits/index.ts";

describe("addInstalledApp", () => {
  it("adds to a list and removeInstalledApp restores it", () => {
    const before = "export const INSTALLED_APPS = [\n  'a',\n];\n";
    const { text } = addInstalledApp(before, "webapp");
    assert.equal(text, "export const INSTALLED_APPS = [\n  'a',\n  'webapp',\n];\n");
    assert.equal(removeInstalledApp(text, "webapp").text, before);
  });
});

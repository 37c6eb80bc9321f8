/** Every error code is met in a test; test/docs/reference.test.ts wants its row in the table of errors. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const codes = [...read("src/errors.ts").matchAll(/^ {2}\| "(MKWEB_\w+)";?$/gm)].map(
  ([, code = ""]) => code,
);

describe("an error code", () => {
  it("is met in a test", () => {
    const tests = globSync("test/**/*.ts", { cwd: root }).map(read).join("\n");
    assert.ok(codes.length > 50);
    assert.deepEqual(
      codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(tests)),
      [],
    );
  });

  it("is thrown somewhere", () => {
    const sources = globSync("src/**/*.ts", { cwd: root }).map(read).join("\n");
    assert.deepEqual(
      // Once in the union, and once more at least.
      codes.filter((code) => sources.split(`"${code}"`).length < 3),
      [],
    );
  });
});

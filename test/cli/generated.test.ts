import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { emptyPlace } from "./support.ts";

const oxfmt = fileURLToPath(new URL("../../node_modules/oxfmt/bin/oxfmt", import.meta.url));

describe("what is generated", () => {
  for (const name of ["p", "myproject", "a_name_of_forty_characters_for_a_project"]) {
    it(`is formatted as the formatter would: ${name}`, async (t) => {
      const place = await emptyPlace(t);
      await place.mkweb(["startproject", name, ".", "--no-install", "--no-git"]);
      await place.mkweb(["startapp", "webapp"]);
      await place.mkweb(["startapp", "a_name_of_thirty_one_characters", "apps/nested"]);
      const args = [oxfmt, "--check", "."];
      await promisify(execFile)(process.execPath, args, { cwd: place.path });
    });
  }

  it("begins with a manage.js without syntax newer than ES5, so that any Node can read it", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "p", ".", "--no-install", "--no-git"]);
    const source = await readFile(`${place.path}/manage.js`, "utf8");
    // Printed alike in both, so that only what was lowered differs.
    const supported = { "object-extensions": false };
    const [asIs, lowered] = await Promise.all(
      ["esnext", "es5"].map((target) => transform(source, { target, supported })),
    );
    assert.equal(lowered?.code, asIs?.code);
  });

  it("says what is missing while nothing is installed", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "p", ".", "--no-install", "--no-git"]);
    const run = promisify(execFile)(process.execPath, ["manage", "check"], { cwd: place.path });
    await assert.rejects(run, (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 1);
      assert.match(error.stderr, /^Couldn't import mkweb under Node v[\d.]+; 20\.19 is needed\./);
      assert.match(error.stderr, /run `npm install` in the folder of manage\.js/);
      assert.match(error.stderr, /Cannot find package 'mkweb'/);
      assert.doesNotMatch(error.stderr, /^\s+at /m);
      return true;
    });
  });
});

/** The pages of docs/reference/ that the code itself tells are as new as the code. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { referencePages } from "../../scripts/reference/pages.ts";

const pages = await referencePages();

describe("docs/reference", () => {
  for (const [page, text] of Object.entries(pages)) {
    it(`has ${page} as 'npm run docs:reference' makes it from the code`, () => {
      const written = readFileSync(
        new URL(`../../docs/reference/${page}`, import.meta.url),
        "utf8",
      );
      assert.equal(written, text);
    });
  }

  it("says what every setting means", () => {
    const silent = pages["settings.md"]?.matchAll(/^### ([A-Z_]+)\n\n\n/gm) ?? [];
    assert.deepEqual(
      Array.from(silent, ([, name]) => name),
      [],
    );
  });

  it("says of every error code what it means and what to do", () => {
    const source = readFileSync(new URL("../../src/errors.ts", import.meta.url), "utf8");
    const codes = Array.from(source.matchAll(/^ {2}\| "(MKWEB_\w+)"/gm), ([, code]) => code);
    const rows = pages["errors.md"]?.matchAll(/^\| `(MKWEB_\w+)` \| [^|]+\. \| [^|]+\. \|$/gm);
    assert.deepEqual(
      Array.from(rows ?? [], ([, code]) => code),
      codes,
    );
  });
});

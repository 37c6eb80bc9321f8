import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { fitPage } from "../../src/cli/fit-page.ts";
import { without as noTerminal } from "./on-terminal.ts";
import { emptyPlace } from "./support.ts";

const page = (name: string): string =>
  readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

describe("docs", () => {
  it("lists every page below its part of the book, in the book's order, within 80 columns", async (t) => {
    const { status, stdout, stderr } = await (await emptyPlace(t)).mkweb(["docs"]);
    assert.equal(status, 0);
    const parts = Array.from(stdout.matchAll(/^\S.*$/gm), ([part]) => part);
    const headings = page("docs/README.md").matchAll(/^## (.+)$/gm);
    assert.deepEqual(
      parts,
      Array.from(headings, ([, heading]) => heading),
    );
    assert.match(stdout, /^Data\n {2}models {2,}Models: classes that are tables/m);
    assert.match(stdout, /^ {2}changelog {2,}\S/m);
    assert.deepEqual(
      stdout.split("\n").filter((line) => line.length > 80),
      [],
    );
    assert.match(stderr, /Type 'mkweb docs NAME' to read one/);
  });

  it("lists the pages of a folder", async (t) => {
    const { status, stdout } = await (await emptyPlace(t)).mkweb(["docs", "speed"]);
    assert.equal(status, 0);
    assert.match(stdout, /^Speed\n {2}request-speed /);
    assert.doesNotMatch(stdout, /^ {2}models /m);
  });

  it("prints a page as it is, by its name, its file's or its path", async (t) => {
    const place = await emptyPlace(t);
    assert.equal(
      (await place.mkweb(["docs", "migrations"])).stdout,
      page("docs/topics/migrations.md"),
    );
    assert.equal(
      (await place.mkweb(["docs", "Migrations.md"])).stdout,
      page("docs/topics/migrations.md"),
    );
    assert.equal((await place.mkweb(["docs", "readme"])).stdout, page("README.md"));
    assert.equal(
      (await place.mkweb(["docs", "reference/settings"])).stdout,
      page("docs/reference/settings.md"),
    );
  });

  it("answers a name that no page has with the one that is meant", async (t) => {
    const { status, stdout, stderr } = await (await emptyPlace(t)).mkweb(["docs", "migration"]);
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /There is no page 'migration'\. Did you mean migrations\?/);
  });

  it("answers a word that is no page with the pages that speak of it", async (t) => {
    const { stderr } = await (await emptyPlace(t)).mkweb(["docs", "STATIC_ROOT"]);
    assert.match(stderr, /\[MKWEB_UNKNOWN_TOPIC\]\n\nhint: Pages that mention it: .*\bfiles\b/);
    const nothing = await (await emptyPlace(t)).mkweb(["docs", "qqqqzzzz"]);
    assert.match(nothing.stderr, /hint: Type 'mkweb docs' for the list\./);
  });

  it("leads nowhere outside of the pages", async (t) => {
    const place = await emptyPlace(t);
    for (const name of ["../package.json", "json/common.schema.json", "/etc/passwd"]) {
      assert.equal((await place.mkweb(["docs", name])).status, 1, name);
    }
  });

  it("fits a page to the terminal that shows it", { skip: noTerminal }, () => {
    const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
    const typed = `stty cols 60; '${process.execPath}' '${bin}' docs undo`;
    const { stdout } = spawnSync("script", ["-qec", typed, "/dev/null"], { encoding: "utf8" });
    const lines = stdout.split("\r\n");
    const wide = lines.filter((line) => line.length > 60 && !/^(?:mkweb|node) /.test(line));
    assert.deepEqual(wide, []);
    assert.ok(lines.includes("# Undo, and taking an app out again"));
    assert.match(
      stdout,
      /`--keep-changed`\r\n {4}files the command had made: stay as they are\r\n/,
    );
  });
});

describe("a page on a terminal", () => {
  it("has paragraphs and items as wide as that, rows of wide tables below each other, and code as it was", () => {
    const page = `# A heading that is longer than the terminal is wide

Words that stand in lines which are longer
than it is.

- An item of a list, with \`code to type\` in it,
  and more.
  - One below.
10. A number.

| a table  | fits      |
| -------- | --------- |
| a \\| bar | stays so  |

| option   | default | what it does                  |
| -------- | ------- | ----------------------------- |
| \`--one\`  | 3       | says much more than there is room for |
| \`a \\| b\` |         | little                        |

\`\`\`sh
mkweb startproject mysite --app polls
- no item
\`\`\``;
    const fitted = `# A heading that is longer than the terminal is wide

Words that stand in lines
which are longer than it is.

- An item of a list, with
  \`code to type\` in it, and
  more.
  - One below.
10. A number.

| a table  | fits      |
| -------- | --------- |
| a \\| bar | stays so  |

\`--one\`
    default: 3
    what it does: says much
    more than there is room
    for
\`a | b\`
    what it does: little

\`\`\`sh
mkweb startproject mysite --app polls
- no item
\`\`\``;
    assert.equal(fitPage(page, 30), fitted);
    assert.equal(fitPage(page, undefined), page);
  });
});

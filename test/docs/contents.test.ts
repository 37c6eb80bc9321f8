/** The book's table of contents, and the page that everybody reads first. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

describe("docs/README.md", () => {
  it("names every page of the book once, with a line on what it is about", () => {
    const pages = globSync("**/*.md", { cwd: fileURLToPath(new URL("docs/", root)) })
      .map((page) => page.replaceAll("\\", "/"))
      .filter((page) => page !== "README.md");
    const named = read("docs/README.md").matchAll(/^- \[.+\]\((?!\.\.\/)(\S+\.md)\): \S.+$/gm);
    assert.deepEqual(Array.from(named, ([, page = ""]) => page).sort(), pages.sort());
  });
});

describe("a table", () => {
  it("has in each row the cells that its head has, so that none is cut off", () => {
    const pages = globSync("{*.md,docs/**/*.md}", { cwd: fileURLToPath(root) });
    const wrong = pages.flatMap((page) => {
      const tables = read(page).match(/(?:^\|.*\|$\n)+/gm) ?? [];
      return tables.flatMap((table) => {
        const [head = "", ...rows] = table.trim().split("\n");
        return rows.filter((row) => cellsIn(row) !== cellsIn(head)).map((row) => `${page}: ${row}`);
      });
    });
    assert.deepEqual(wrong, []);
  });
});

/** A bar ends a cell even inside of code, unless a backslash stands before it. */
function cellsIn(row: string): number {
  return row.match(/(?<!\\)\|/g)?.length ?? 0;
}

describe("README.md", () => {
  it("is under 8 kB", () => {
    const bytes = Buffer.byteLength(read("README.md"));
    assert.ok(bytes < 8000, `${bytes} bytes`);
  });

  it("shows what the result looks like", () => {
    assert.match(read("README.md"), /!\[[^\]]{10,}\]\(docs\/figures\/admin\.webp\)/);
  });
});

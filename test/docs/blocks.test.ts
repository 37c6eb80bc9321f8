/** Every block of code in the documentation says its language, and is right in it; TypeScript's have code.test.ts. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { parse } from "@babel/parser";
import { parse as parseYaml } from "yaml";
import { Engine } from "../../src/templates/index.ts";
import { blocks, pathOf, placeOf, type Block } from "./book.ts";
import { commandsIn, faultOf } from "./shell-lines.ts";

const python = process.env["PYTHON"] ?? "/usr/bin/python3";
const noPython =
  spawnSync(python, ["--version"]).status === 0 ? false : `there is no ${python} (Debian: python3)`;

/** What is only shown: answers of programs, trees of files, and files that are for a browser or another server. */
const shown = new Set(["text", "nginx", "css", "svg"]);

const readers: Readonly<Record<string, (block: Block) => unknown>> = {
  json: ({ code }) => JSON.parse(code),
  yaml: ({ code }) => parseYaml(code),
  html: ({ code }) => new Engine().fromString(code),
  django: ({ code }) => new Engine().fromString(code),
  js: ({ code }) => parse(code, { sourceType: "module" }),
  // Of other frameworks, which are not installed.
  typescript: ({ code }) =>
    parse(code, { sourceType: "module", plugins: ["typescript", "decorators-legacy"] }),
};

/** What went wrong with each block, by its place. */
function faultsOf(language: string, read: (block: Block) => unknown): readonly string[] {
  return blocks
    .filter((block) => block.language === language)
    .flatMap((block) => {
      try {
        read(block);
        return [];
      } catch (error) {
        return [`${placeOf(block)}: ${String(error)}`];
      }
    });
}

describe("the documentation's blocks of code", () => {
  it("say their language, one that a test reads or one that is only shown", () => {
    const read = new Set(["ts", "sh", "py", ...Object.keys(readers)]);
    const unknown = blocks.filter(({ language }) => !read.has(language) && !shown.has(language));
    assert.deepEqual(
      unknown.map((block) => `${placeOf(block)}: '${block.language}'`),
      [],
    );
  });

  for (const [language, read] of Object.entries(readers)) {
    it(`of ${language} can be read as such`, () => {
      assert.deepEqual(faultsOf(language, read), []);
    });
  }

  it("of shell name programs, commands and options that there are", async () => {
    const faults: string[] = [];
    for (const block of blocks.filter(({ language }) => language === "sh")) {
      const own = blocks
        .filter(({ page }) => page === block.page)
        .flatMap((each) => /management\/commands\/(\w+)\.ts$/.exec(pathOf(each) ?? "")?.[1] ?? []);
      for (const command of commandsIn(block.code)) {
        const fault = await faultOf(command, own);
        if (fault !== undefined) faults.push(`${placeOf(block)}: ${command}: ${fault}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  it("of Python can be parsed by it", { skip: noPython }, () => {
    const shownCode = blocks.filter(({ language }) => language === "py");
    const program =
      "import ast, json, sys\nfor place, code in json.load(sys.stdin): ast.parse(code, place)";
    const { stderr } = spawnSync(python, ["-c", program], {
      input: JSON.stringify(shownCode.map((block) => [placeOf(block), block.code])),
      encoding: "utf8",
    });
    assert.equal(stderr, "");
  });
});

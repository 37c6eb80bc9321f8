/** What TypeScript says of wrong uses, and what it calls rows and queries, is what was reviewed. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url);
const golden = new URL("../golden/types/", import.meta.url);
const MAX_LINES = 6;

/** Messages by file and line, each as its lines. */
type Refusals = ReadonlyMap<string, readonly string[]>;

async function refusals(): Promise<Refusals> {
  const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));
  const args = [tsc, "-p", "test/types/wrong", "--pretty", "false"];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: fileURLToPath(root),
  }).catch((error: { readonly stdout: string }) => error);
  const found = new Map<string, string[]>();
  let at = "";
  for (const line of stdout.split("\n")) {
    const [, file, number, message] = /^(.*?)\((\d+),\d+\): error (.*)/.exec(line) ?? [];
    if (file !== undefined) at = `${file}:${number}`;
    if (line.trim() === "") continue;
    found.set(at, [...(found.get(at) ?? []), message ?? line]);
  }
  return found;
}

function linesOf(file: string): readonly (readonly [key: string, line: string])[] {
  const name = `test/types/wrong/${file}`;
  const lines = readFileSync(new URL(name, root), "utf8").split("\n");
  return lines.map((line, at) => [`${name}:${at + 1}`, line]);
}

describe("types of models", () => {
  let said: Refusals;
  before(async () => {
    said = await refusals();
  });

  it("refuse every wrong use in at most six lines", (t) => {
    const uses = linesOf("uses.ts").filter(([, line]) => /\/\/ \d+/.test(line));
    assert.ok(uses.length >= 60);
    const compiling = uses.filter(([key]) => !said.has(key)).map(([, line]) => line);
    assert.deepEqual(compiling, []);
    const long = uses.filter(([key]) => (said.get(key)?.length ?? 0) > MAX_LINES);
    assert.deepEqual(long, []);
    const text = uses.map(([key, line]) => `${line}\n  ${said.get(key)?.join("\n  ")}\n`);
    const file = fileURLToPath(new URL("wrong.txt", golden));
    t.assert.fileSnapshot(text.join("\n"), file, { serializers: [String] });
  });

  it("refuse nothing else in the file of wrong uses", () => {
    const lines = new Map([...linesOf("uses.ts"), ...linesOf("shown.ts")]);
    const others = [...said.keys()].filter((key) => {
      const line = lines.get(key) ?? "";
      return !/\/\/ \d+|^shown\(/.test(line);
    });
    assert.deepEqual(others, []);
  });

  it("have short names where editors show rows, queries and values", (t) => {
    const shown = linesOf("shown.ts").filter(([, line]) => line.startsWith("shown("));
    const text = shown.map(([key, line]) => {
      const [, type] =
        /Argument of type '(.*)' is not assignable/.exec(said.get(key)?.[0] ?? "") ?? [];
      return `${line.slice("shown(".length, -2)}\n  ${type}\n`;
    });
    const file = fileURLToPath(new URL("shown.txt", golden));
    t.assert.fileSnapshot(text.join("\n"), file, { serializers: [String] });
  });
});

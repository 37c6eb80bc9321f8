import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { it } from "node:test";

const CASES = 162;

it("every case of the list is named by a test, or docs/topics/venv.md says why it has none", () => {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const titles = globSync("*.ts", { cwd: here }).flatMap((file) =>
    [
      ...readFileSync(here + file, "utf8").matchAll(
        /(?:\bit\(\s*|^ {2})["`]((?:\d+(?:-\d+)?)(?:, \d+(?:-\d+)?)*)/gm,
      ),
    ].map(([, numbers = ""]) => numbers),
  );
  const second = globSync("*.ts", { cwd: here }).flatMap((file) =>
    [...readFileSync(here + file, "utf8").matchAll(/; (\d+) [a-z]/g)].map(
      ([, number = ""]) => number,
    ),
  );
  const doc = readFileSync(new URL("../../docs/topics/venv.md", import.meta.url), "utf8");
  const excused = [...doc.matchAll(/^\| (\d+) +\|/gm)].map(([, number = ""]) => number);
  const named = new Set(
    [...titles, ...second, ...excused].flatMap((text) => text.split(", ").flatMap(range)),
  );
  const absent = Array.from({ length: CASES }, (_, at) => at + 1).filter(
    (each) => !named.has(each),
  );
  assert.deepEqual(absent, []);
});

function range(text: string): number[] {
  const [first = 0, last = first] = text.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

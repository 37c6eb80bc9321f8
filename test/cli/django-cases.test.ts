import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every whole number of a text such as "22, 26" or "112 to 114". */
function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/(\d+)(?: to (\d+))?/g)].flatMap(([, from, to]) => {
    const first = Number(from);
    return Array.from({ length: Number(to ?? from) - first + 1 }, (_, index) => first + index);
  });
}

it("every case of Django's command line has a test that names it, or a line saying why not", () => {
  const tested = globSync("test/{cli,command,management}/*.test.ts", { cwd: root }).flatMap(
    (file) =>
      [...readFileSync(root + file, "utf8").matchAll(/\bit\(\s*["'`]E?(\d+)\b/g)].map(
        ([, number]) => Number(number),
      ),
  );
  const document = readFileSync(`${root}docs/coming-from/django-differences.md`, "utf8");
  const explained = [...document.matchAll(/^\| (\d[\d, to]*?) +\|/gm)].flatMap(([, cell]) =>
    numbersIn(cell ?? ""),
  );
  const left = new Set(numbersIn("1 to 117"));
  for (const number of [...tested, ...explained]) left.delete(number);
  assert.deepEqual([...left], []);
});

/**
 * Asks mkweb and real Django the same: generated patterns, paths, names, query strings, cookies and URLs.
 *
 *   node test/fuzz/urls.ts [INPUTS] [SEED]
 *
 * PYTHON names the interpreter that has Django (`apt-get install python3-django`); default `/usr/bin/python3`, where it installs.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { answer, registerConverters } from "./urls-answers.ts";
import { textsCase, urlsCase, type Case, type Question } from "./urls-cases.ts";
import { listedDifference } from "./urls-differences.ts";
import { Random } from "./random.ts";

const inputs = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
const django = spawn(
  process.env["PYTHON"] ?? "/usr/bin/python3",
  [fileURLToPath(new URL("urls.py", import.meta.url))],
  {
    stdio: ["pipe", "pipe", "inherit"],
  },
);
const lines = createInterface({ input: django.stdout })[Symbol.asyncIterator]();
const version: unknown = (await nextAnswer()) ?? {};
console.log(`seed ${seed}, Django ${JSON.stringify(version)}`);

registerConverters();
const random = new Random(seed);
const listed = new Map<string, number>();
let asked = 0;
let different = 0;
while (asked < inputs) {
  const one = random.chance(0.8) ? urlsCase(random) : textsCase(random);
  django.stdin.write(`${JSON.stringify(one)}\n`);
  const expected = await nextAnswer();
  if (!Array.isArray(expected))
    throw new Error("Django gave no answer: is it installed for this Python?");
  compare(one, answer(one), expected);
  asked += one.do.length;
}
django.stdin.end();
for (const [name, count] of listed) console.log(`listed: ${name}: ${count}`);
console.log(`${asked} inputs, ${different} differ without being listed`);
process.exitCode = different === 0 ? 0 : 1;

async function nextAnswer(): Promise<unknown> {
  const { value, done } = await lines.next();
  return done === true ? undefined : JSON.parse(value);
}

function compare(one: Case, mine: readonly unknown[], theirs: readonly unknown[]): void {
  one.do.forEach((question, at) => {
    if (isDeepStrictEqual(mine[at], theirs[at])) return;
    const name = listedDifference(question, theirs[at], one.urls);
    if (name === undefined) report(one, question, mine[at], theirs[at]);
    else listed.set(name, (listed.get(name) ?? 0) + 1);
  });
}

function report(one: Case, question: Question, mine: unknown, theirs: unknown): void {
  different++;
  if (different > 10) return;
  console.log(
    JSON.stringify(question),
    "\n  mkweb ",
    JSON.stringify(mine),
    "\n  Django",
    JSON.stringify(theirs),
  );
  if (one.urls) console.log("  urls  ", JSON.stringify(one.urls));
}

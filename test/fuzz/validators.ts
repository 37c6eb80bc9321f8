/**
 * Asks mkweb and real Django which generated addresses, URLs, slugs and numbers are valid, and why not.
 *
 *   node test/fuzz/validators.ts [INPUTS] [SEED]
 *
 * PYTHON names an interpreter that has Django 5.1 or newer (before, addresses were judged by other rules);
 * default `/usr/bin/python3`.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Random } from "./random.ts";
import { answerTo, makeQuestion } from "./validators-cases.ts";

const inputs = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
const django = spawn(
  process.env["PYTHON"] ?? "/usr/bin/python3",
  [fileURLToPath(new URL("validators.py", import.meta.url))],
  { stdio: ["pipe", "pipe", "inherit"] },
);
const lines = createInterface({ input: django.stdout })[Symbol.asyncIterator]();
const version = await nextAnswer();
if (!Array.isArray(version)) throw new Error("Django gave no answer: is it installed?");
console.log(`seed ${seed}, Django ${version.join(".")}`);

const random = new Random(seed);
let different = 0;
let valid = 0;
for (let asked = 0; asked < inputs; asked += 1) {
  const question = makeQuestion(random);
  django.stdin.write(`${JSON.stringify(question)}\n`);
  const expected = await nextAnswer();
  const mine = answerTo(question);
  if (expected === null) valid += 1;
  if (mine === expected) continue;
  different += 1;
  if (different <= 20) console.log(JSON.stringify({ question, mine, django: expected }));
}
django.stdin.end();
console.log(`${inputs} inputs, ${valid} valid, ${different} differ`);
process.exitCode = different === 0 ? 0 : 1;

async function nextAnswer(): Promise<unknown> {
  const { value, done } = await lines.next();
  return done === true ? undefined : JSON.parse(value);
}

/**
 * Asks mkweb and real Django the same random queries over the models of the conformance cases, on one SQLite file.
 *
 *   node test/fuzz/queries.ts [QUERIES] [SEED]
 *
 * PYTHON names the interpreter that has Django 5.2 or newer, PYTHONPATH where it is; default `/usr/bin/python3`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { answerQuery } from "../conformance/adapter/orm/results.ts";
import { openSite } from "../conformance/adapter/orm/site.ts";
import { World } from "../conformance/adapter/orm/world.ts";
import { randomQuery, type QuerySpec } from "./queries-random.ts";
import { Random } from "./random.ts";

const wanted = Number(process.argv[2] ?? 5000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_007);
const folder = mkdtempSync(join(tmpdir(), "mkweb-fuzz-queries-"));
const file = join(folder, "cases.sqlite3");
process.env["CONFORMANCE_DATABASE"] = `sqlite:${file}`;
const site = await openSite();

const django = spawn(
  process.env["PYTHON"] ?? "/usr/bin/python3",
  [fileURLToPath(new URL("queries.py", import.meta.url)), file],
  { stdio: ["pipe", "pipe", "inherit"] },
);
const lines = createInterface({ input: django.stdout })[Symbol.asyncIterator]();
const version: unknown = await nextAnswer();
if (typeof version !== "string")
  throw new Error("Django does not start: is it installed for this Python?");
console.log(`queries: seed ${seed}, Django ${version}`);
if (Number.parseInt(version, 10) < 5) {
  console.log(
    "Not asked: Django 5.2 or newer is needed. PYTHON names the interpreter that has it.",
  );
  process.exit(0);
}

const random = new Random(seed);
let different = 0;
let refused = 0;
for (let asked = 0; asked < wanted; asked += 1) {
  const spec = randomQuery(random);
  django.stdin.write(`${JSON.stringify(spec)}\n`);
  const [mine, theirs] = await Promise.all([answer(spec), theirAnswer()]);
  if (isRefusal(mine) && isRefusal(theirs)) refused += 1;
  else if (!isDeepStrictEqual(mine, theirs)) compare(spec, mine, theirs);
}
django.stdin.end();
rmSync(folder, { recursive: true });
console.log(`${wanted} queries, ${refused} refused by both, ${different} differ`);
process.exitCode = different > 0 ? 1 : 0;

async function answer(spec: QuerySpec): Promise<unknown> {
  try {
    return sorted(
      JSON.parse(
        JSON.stringify((await answerQuery(new World(site, "library"), { ...spec })).result),
      ),
    );
  } catch (error) {
    return { raises: error instanceof Error ? error.name : "Error" };
  }
}

async function nextAnswer(): Promise<unknown> {
  const { value, done } = await lines.next();
  return done === true ? undefined : JSON.parse(value);
}

async function theirAnswer(): Promise<unknown> {
  return sorted(await nextAnswer());
}

/** Rows without an order of their own are compared as a set; so are those that come several times each. */
function sorted(found: unknown): unknown {
  const set: unknown = Reflect.get(Object(found), "set");
  const rows: unknown = Reflect.get(Object(found), "rows");
  if (Array.isArray(set)) return { set: set.map((row) => JSON.stringify(row)).sort() };
  if (!Array.isArray(rows)) return found;
  const keys = rows.map((row: unknown) => (Array.isArray(row) ? JSON.stringify(row[0]) : ""));
  if (new Set(keys).size === keys.length) return found;
  return { set: rows.map((row) => JSON.stringify(row)).sort() };
}

function isRefusal(value: unknown): boolean {
  return typeof value === "object" && value !== null && "raises" in value;
}

function compare(spec: QuerySpec, mine: unknown, theirs: unknown): void {
  different += 1;
  if (different > 10) return;
  console.log(JSON.stringify(spec));
  console.log(`  mkweb  ${JSON.stringify(mine)}\n  Django ${JSON.stringify(theirs)}`);
}

/**
 * CPU and queries of pages of the admin with 100,000 rows, beside Django's (PYTHON names the interpreter that has it;
 * NEWER_DJANGO a folder for its PYTHONPATH): `npm run bench:admin`.
 *
 * Both read one SQLite database as a superuser by their test clients, without a port. Goal: at most a quarter of Django's
 * CPU, and no more queries. Short rounds of both in turn; what counts is the least of them.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROWS = 100_000;
const AUTHORS = 1000;
const ROUNDS = 12;
const TIMES = 10;

const pages: ReadonlyMap<string, string> = new Map([
  ["/admin/catalogue/book/", "list, 100 of 100,000 rows"],
  ["/admin/catalogue/book/?language__exact=fr&q=book", "the same, filtered and searched"],
  ["/admin/catalogue/book/1/change/", "form with 10 inline forms"],
]);

const folder = mkdtempSync(join(tmpdir(), "mkweb-bench-admin-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const database = join(folder, "db.sqlite3");
process.env["DATABASE_URL"] = `sqlite:${database}`;

// The built package, as a project has it.
const { User } = await import("mkweb/auth/models");
const { loadSettings } = await import("mkweb/conf");
const { execute } = await import("mkweb/management");
const { assertNumQueries, Client } = await import("mkweb/test");

const root = new URL("admin/mkweb/", import.meta.url);
const options = { root, settings: "mysite/settings.ts" };
await execute(["node", "manage", "migrate", "--verbosity", "0"], options);
const settings = await loadSettings(options.settings, root);
const client = new Client({ settings });
await ask("/admin/login/");
const { Author, Book, Chapter } = await import("./admin/mkweb/catalogue/models.ts");
await fill();
await client.forceLogin(await User.objects.createSuperuser("boss", "boss@example.com", "pw"));

async function fill(): Promise<void> {
  await Author.objects.bulkCreate(
    Array.from({ length: AUTHORS }, (_, at) => ({ name: `Author ${at}` })),
  );
  for (let from = 0; from < ROWS; from += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, offset) => book(from + offset));
    await Book.objects.bulkCreate(rows);
  }
  await Chapter.objects.bulkCreate(
    Array.from({ length: 10 }, (_, at) => ({
      book: 1,
      title: `Chapter ${at}`,
      firstPage: at * 20,
      written: "2026-02-03",
    })),
  );
}

function book(at: number) {
  const day = new Date(Date.UTC(1900 + (at % 120), at % 12, 1 + (at % 28)));
  return {
    title: `Book <${at}> & sons`,
    author: 1 + (at % AUTHORS),
    language: (["en", "fr", "de"] as const)[at % 3] ?? "en",
    published: day.toISOString().slice(0, 10),
    price: at % 7 === 0 ? null : `${at % 100}.50`,
    inPrint: at % 2 === 0,
    changed: day,
    pages: at % 900,
  };
}

async function ask(path: string): Promise<void> {
  const { status } = await client.get(path);
  if (status !== 200) throw new Error(`${path}: ${status}`);
}

/** What `assertNumQueries` says there were. */
async function queriesOf(path: string): Promise<number> {
  const error: unknown = await assertNumQueries(-1, () => ask(path)).catch((each: unknown) => each);
  return Number(/^\d+/.exec(String(Object(error).message))?.[0]);
}

/** Microseconds of CPU of a page. */
async function measure(path: string): Promise<number> {
  const start = process.cpuUsage();
  for (let at = 0; at < TIMES; at++) await ask(path);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / TIMES;
}

const queries = new Map<string, number>();
for (const path of pages.keys()) {
  for (let at = 0; at < 30; at++) await ask(path);
  queries.set(path, await queriesOf(path));
}
const least = new Map<string, number>();
const theirs = new Map<string, number>();
const django = await startDjango();
for (let round = 0; round < ROUNDS; round++) {
  for (const path of pages.keys()) keep(least, path, await measure(path));
  for (const [path, cost] of Object.entries((await django?.round()) ?? {}))
    keep(theirs, path, cost);
}
django?.stop();
for (const [path, name] of pages) {
  const own = least.get(path) ?? 0;
  const other = theirs.get(path);
  const beside =
    other === undefined
      ? ""
      : `, Django ${django?.version} ${(other / 1000).toFixed(2)} ms, ${django?.queries[path]} queries: ${(own / other).toFixed(3)}`;
  console.log(
    `${name.padEnd(50)} ${(own / 1000).toFixed(2).padStart(6)} ms, ${queries.get(path)} queries${beside}`,
  );
}

function keep(costs: Map<string, number>, name: string, cost: number): void {
  costs.set(name, Math.min(costs.get(name) ?? Infinity, cost));
}

interface Django {
  readonly version: string;
  readonly queries: Readonly<Record<string, number>>;
  /** The microseconds of CPU of each page, in a round of them. */
  round(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

async function startDjango(): Promise<Django | undefined> {
  const program = fileURLToPath(new URL("admin.py", import.meta.url));
  const child = spawn(process.env["PYTHON"] ?? "/usr/bin/python3", [program], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONPATH: process.env["NEWER_DJANGO"] ?? "" },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (question: string): Promise<string | undefined> => {
    child.stdin.write(`${question}\n`);
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  child.stdin.on("error", () => {});
  const ready = await answer(JSON.stringify({ database, paths: [...pages.keys()] }));
  if (ready === undefined) {
    console.log("Without Django.");
    return undefined;
  }
  return {
    ...JSON.parse(ready),
    round: async () => JSON.parse((await answer("")) ?? "{}"),
    stop: () => child.stdin.end(),
  };
}

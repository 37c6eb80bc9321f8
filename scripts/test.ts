/**
 * Runs the tests named on the command line, or all of them.
 *
 * With --thorough, tests that otherwise try one case of each kind try all. With MKWEB_NO_SKIPS=1, as in
 * continuous integration, a skipped test is a failure: everything is installed there, so a skip means that a
 * test did not run as it should.
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { noOwnPostgres, startOwnPostgres } from "../test/support/postgres.ts";

/** The folders with the slowest files, for a first run: later ones know how long each file took. */
const first = ["test/whole/", "test/server/", "test/admin/", "test/debug-toolbar/", "test/json/"];

const root = new URL("..", import.meta.url);
process.chdir(fileURLToPath(root));
/** How many milliseconds each file took the last time. */
const timesFile = new URL(".cache/test-times.json", root);
const times = readTimes();
const { values, positionals: named } = parseArgs({
  options: { thorough: { type: "boolean" } },
  allowPositionals: true,
});
if (values.thorough === true) process.env["MKWEB_THOROUGH"] = "1";
const files = named.length > 0 ? named : longestFirst(globSync("test/**/*.test.ts").sort());

// Compiles what tests and their programs load once, not in each of some hundred processes.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/v8", root));

// One PostgreSQL for all files; if files are named, those that need one start their own.
const isShared = named.length === 0 && !noOwnPostgres && !process.env["MKWEB_TEST_POSTGRES_URL"];
const postgres = isShared ? await startOwnPostgres() : undefined;
if (postgres) process.env["MKWEB_TEST_POSTGRES_URL"] = postgres.url;
// What several files start from; see test/support/made-once.ts.
const shared = mkdtempSync(join(tmpdir(), "mkweb-test-shared-"));
process.env["MKWEB_TEST_SHARED"] = shared;

const skipped: string[] = [];
// Many tests wait for a server, a lock or a shell: one more at a time keeps the processors busy.
const events = run({ files, concurrency: availableParallelism() + 1 });
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.on("test:pass", (event) => {
  if (event.skip === undefined || event.skip === false) return;
  skipped.push(`${event.name}: ${event.skip === true ? "no reason given" : event.skip}`);
});
events.on("test:summary", ({ file, duration_ms: took }) => {
  if (file !== undefined) times[relative(".", file)] = Math.round(took);
});
events.on("end", () => {
  mkdirSync(new URL(".", timesFile), { recursive: true });
  writeFileSync(timesFile, JSON.stringify(times));
  void postgres?.stop();
  rmSync(shared, { recursive: true, force: true, maxRetries: 5 });
  if (skipped.length === 0) return;
  console.error(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join("\n")}`);
  if (process.env["MKWEB_NO_SKIPS"] === "1") {
    console.error("MKWEB_NO_SKIPS is set, so each of these counts as a failure.");
    process.exitCode = 1;
  }
});
events.compose(spec).pipe(process.stdout);

/** The slowest files start first, so that none runs alone at the end. */
function longestFirst(files: readonly string[]): string[] {
  const rank = (file: string): number => {
    const found = first.findIndex((folder) => file.startsWith(folder));
    return found === -1 ? first.length : found;
  };
  const known = (file: string): number => times[file] ?? 0;
  return files.toSorted((one, other) => known(other) - known(one) || rank(one) - rank(other));
}

function readTimes(): Record<string, number> {
  try {
    const read: Record<string, number> = JSON.parse(readFileSync(timesFile, "utf8"));
    return read;
  } catch {
    return {};
  }
}

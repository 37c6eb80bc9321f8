/**
 * Runs the tests named on the command line, or all of them.
 *
 * With MKWEB_NO_SKIPS=1, as in continuous integration, a skipped test is a failure: there everything a
 * test needs is installed, so a skip means a test that should have run did not.
 */
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
process.chdir(fileURLToPath(root));
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync("test/**/*.test.ts").sort();

// What the tests and the programs they start load is compiled once, not in each of some hundred processes.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/v8", root));

const skipped: string[] = [];
// Many tests wait for a server, a lock or a shell: one more at a time keeps the processors busy meanwhile.
const events = run({ files, concurrency: availableParallelism() + 1 });
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.on("test:pass", (event) => {
  if (event.skip === undefined || event.skip === false) return;
  skipped.push(`${event.name}: ${event.skip === true ? "no reason given" : event.skip}`);
});
events.on("end", () => {
  if (skipped.length === 0) return;
  console.error(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join("\n")}`);
  if (process.env["MKWEB_NO_SKIPS"] === "1") {
    console.error("MKWEB_NO_SKIPS is set, so each of these counts as a failure.");
    process.exitCode = 1;
  }
});
events.compose(spec).pipe(process.stdout);

import { run } from "node:test";
import { spec } from "node:test/reporters";
import type { DatabaseSettings } from "../conf/index.ts";
import { closeTestDatabase, startEachTestAfresh, TEST_DATABASE } from "./own-database.ts";
import { prepareTests } from "./project.ts";

export interface RunTestsOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Regular expressions of names of tests; empty: all. */
  readonly patterns: readonly string[];
  /** What `createTestDatabase` made; without it the project has none. */
  readonly database?: DatabaseSettings | undefined;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/**
 * Runs test files in this process, one after the other, and reports on standard output.
 *
 * @returns Whether none failed and all were run.
 */
export async function runTests(options: RunTestsOptions): Promise<boolean> {
  const { files, patterns, database, signal } = options;
  if (database) process.env[TEST_DATABASE] = JSON.stringify(database);
  await prepareTests();
  const events = run({
    files: [...files],
    isolation: "none",
    ...(patterns.length > 0 && { testNamePatterns: [...patterns] }),
  });
  // The hooks of every test: run() has just made what they belong to.
  startEachTestAfresh();
  let passed = true;
  events.on("test:fail", ({ todo }) => {
    if (todo === undefined || todo === false) passed = false;
  });
  process.once("exit", sayUnfinished);
  await Promise.race([show(events), abortOf(signal)]);
  process.off("exit", sayUnfinished);
  await closeTestDatabase();
  return passed && !signal.aborted;
}

async function show(events: ReturnType<typeof run>): Promise<void> {
  for await (const text of events.compose(new spec())) process.stdout.write(String(text));
}

/** A test that is under way cannot be stopped; nobody waits for it. */
function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** A test, or what it tests, has called process.exit(): nobody knows how the rest would have gone. */
function sayUnfinished(): void {
  console.error("error: The process was ended before the tests were, by a call of process.exit().");
  process.exitCode = 1;
}

import { run } from "node:test";
import { spec } from "node:test/reporters";
import type { DatabaseSettings } from "../conf/index.ts";
import { closeTestDatabase, startEachTestAfresh, TEST_DATABASE } from "./own-database.ts";
import { prepareTests } from "./project.ts";
import { collectResults, type TestResult } from "./test-results.ts";

export interface RunTestsOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Regular expressions for names of tests; empty for all. */
  readonly patterns: readonly string[];
  /** The database from `createTestDatabase`; without it the project has none. */
  readonly database?: DatabaseSettings | undefined;
  /**
   * A module that each process imports first. With it, each file runs in its own process, several at once.
   * Default: all in this process.
   */
  readonly apart?: string | undefined;
  /** Stops the run. */
  readonly signal: AbortSignal;
}

/** The result of a test run. */
export interface TestRun {
  /** Whether all tests ran and none failed. */
  readonly passed: boolean;
  readonly tests: readonly TestResult[];
}

/**
 * Runs test files and reports on standard output.
 *
 * @example
 * const file = new URL("./polls/tests.ts", import.meta.url).pathname;
 * const { passed } = await runTests({
 *   files: [file],
 *   patterns: [],
 *   signal: AbortSignal.timeout(60_000),
 * });
 */
export async function runTests(options: RunTestsOptions): Promise<TestRun> {
  const { files, patterns, database, apart, signal } = options;
  if (database) process.env[TEST_DATABASE] = JSON.stringify(database);
  if (apart === undefined) await prepareTests();
  const events = run({
    files: [...files],
    ...(apart === undefined
      ? { isolation: "none" }
      : { isolation: "process", concurrency: true, execArgv: ["--import", apart], signal }),
    ...(patterns.length > 0 && { testNamePatterns: [...patterns] }),
  });
  // Registers the hooks of every test on the root that run() has just created.
  if (apart === undefined) startEachTestAfresh();
  const tests = collectResults(events);
  let passed = true;
  events.on("test:fail", ({ todo }) => {
    if (todo === undefined || todo === false) passed = false;
  });
  process.once("exit", sayUnfinished);
  await Promise.race([show(events), abortOf(signal)]);
  process.off("exit", sayUnfinished);
  await closeTestDatabase();
  return { passed: passed && !signal.aborted, tests };
}

async function show(events: ReturnType<typeof run>): Promise<void> {
  for await (const text of events.compose(new spec())) process.stdout.write(String(text));
}

/** A running test cannot be stopped, so do not wait for it. */
function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** A test, or the code under test, called process.exit(): the remaining results are unknown. */
function sayUnfinished(): void {
  console.error("error: A call of process.exit() ended the process before the tests finished.");
  process.exitCode = 1;
}

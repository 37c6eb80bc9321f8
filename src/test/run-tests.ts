import { run } from "node:test";
import { spec } from "node:test/reporters";
import type { DatabaseSettings } from "../conf/index.ts";
import { closeTestDatabase, startEachTestAfresh, TEST_DATABASE } from "./own-database.ts";
import { prepareTests } from "./project.ts";
import { collectResults, type TestResult } from "./test-results.ts";

export interface RunTestsOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Regular expressions of names of tests; empty: all. */
  readonly patterns: readonly string[];
  /** What `createTestDatabase` made; without it the project has none. */
  readonly database?: DatabaseSettings | undefined;
  /** Each file in a process of its own, several at once; a module that such a process imports first. Default: all in this one. */
  readonly apart?: string | undefined;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/** How the tests of a run ended. */
export interface TestRun {
  /** Whether none failed and all were run. */
  readonly passed: boolean;
  readonly tests: readonly TestResult[];
}

/**
 * Runs test files and reports on standard output.
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
  // The hooks of every test: run() has just made what they belong to.
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

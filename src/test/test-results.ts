import type { run } from "node:test";

/** The result of one test, for programs. */
export interface TestResult {
  /** Includes the names of surrounding suites and tests: `index > shows the newest first`. */
  readonly name: string;
  /** Absolute path; `null` without a file. */
  readonly file: string | null;
  /** `todo`: it failed, but is marked as not done yet. */
  readonly outcome: "passed" | "failed" | "skipped" | "todo";
  readonly durationMs: number;
  /** Why it failed. */
  readonly error: string | null;
}

type Events = ReturnType<typeof run>;

/** Collects the results of tests; suites only if they fail themselves, for example in a hook. */
export function collectResults(events: Events): readonly TestResult[] {
  const results: TestResult[] = [];
  const around: string[] = [];
  events.on("test:start", ({ name, nesting }) => {
    around.splice(nesting, Infinity, name);
  });
  const add = (
    { name, nesting, file = null }: { name: string; nesting: number; file?: string | null },
    rest: Pick<TestResult, "outcome" | "durationMs" | "error">,
  ): void => {
    results.push({ name: [...around.slice(0, nesting), name].join(" > "), file, ...rest });
  };
  events.on("test:pass", (event) => {
    const { details, skip, todo } = event;
    if (details.type === "suite") return;
    const outcome = isSaid(skip) ? "skipped" : isSaid(todo) ? "todo" : "passed";
    add(event, { outcome, durationMs: details.duration_ms, error: null });
  });
  events.on("test:fail", (event) => {
    const { details, todo } = event;
    if (Reflect.get(details.error, "failureType") === "subtestsFailed") return;
    const outcome = isSaid(todo) ? "todo" : "failed";
    const error = messageOf(details.error);
    add(event, { outcome, durationMs: details.duration_ms, error });
  });
  return results;
}

/** The value may be a reason, or just true. */
function isSaid(reason: string | boolean | undefined): boolean {
  return reason !== undefined && reason !== false;
}

/** Node wraps the error of a test. */
function messageOf(error: Error): string {
  const cause: unknown = error.cause;
  if (cause instanceof Error) return cause.message;
  return typeof cause === "string" ? cause : error.message;
}

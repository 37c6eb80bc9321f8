import { runInNewContext } from "node:vm";

/**
 * Runs work controlled by the user's own template, and stops it after a time limit: a pattern or a loop in it
 * may run for years.
 *
 * @param milliseconds The time limit.
 * @param tooLong Makes the error to throw then.
 */
export function bounded<T>(milliseconds: number, tooLong: () => Error, work: () => T): T {
  const outcome: { value?: T } = {};
  const run = (): void => {
    outcome.value = work();
  };
  try {
    runInNewContext("run()", { run }, { timeout: milliseconds });
  } catch (error) {
    // From another context, so `instanceof` does not work.
    const known = typeof error === "object" && error !== null && "code" in error;
    throw known && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? tooLong() : error;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Set by the work, which did not throw.
  return outcome.value as T;
}

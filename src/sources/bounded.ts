import { runInNewContext } from "node:vm";

/**
 * Does work that a template of one's own decides on, and ends it when it takes too long: a pattern or a loop
 * in it may go on for years.
 *
 * @param milliseconds How long it may take.
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
    // Of the other context, so an instance of no class of this one.
    const known = typeof error === "object" && error !== null && "code" in error;
    throw known && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? tooLong() : error;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Set by the work, which did not throw.
  return outcome.value as T;
}

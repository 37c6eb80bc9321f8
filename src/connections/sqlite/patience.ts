import { setTimeout as sleep } from "node:timers/promises";
import { isBusyError } from "./errors.ts";

/** Milliseconds between two attempts: short, or who asks seldom is always beaten to it. */
const SHORTEST = 1;
const LONGEST = 5;

/**
 * Runs `attempt` until the file is not locked any more. The event loop goes on meanwhile.
 *
 * @param timeout Milliseconds; 0 for ever.
 * @param late The error when they are over.
 */
export async function patiently<T>(
  attempt: () => T,
  timeout: number,
  late: (cause: unknown) => Error,
): Promise<T> {
  const end = timeout === 0 ? Infinity : performance.now() + timeout;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusyError(error)) throw error;
      if (performance.now() >= end) throw late(error);
    }
    await sleep(SHORTEST + Math.random() * (LONGEST - SHORTEST));
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { isBusyError } from "./errors.ts";

/** Milliseconds between attempts: short, as infrequent attempts would lose against frequent ones. */
const SHORTEST = 1;
const LONGEST = 5;

/**
 * Repeats `attempt` until the file is not locked any more, without blocking the event loop.
 *
 * @param timeout In milliseconds; 0 means forever.
 * @param late Creates the error when the time is over.
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

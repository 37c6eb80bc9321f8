/** Work that waits only where it meets a promise. */
import type { MaybePromise } from "../../values/index.ts";

/**
 * Runs a generator that yields values which may be promises and gets each back when it is there. Without a promise
 * among them the result is there at once.
 */
export function runSteps<T>(steps: Generator<unknown, T, unknown>): MaybePromise<T> {
  let next = steps.next();
  while (next.done !== true) {
    if (next.value instanceof Promise) return waitingFor(steps, next.value);
    next = steps.next(next.value);
  }
  return next.value;
}

async function waitingFor<T>(steps: Generator<unknown, T, unknown>, first: unknown): Promise<T> {
  let pending = first;
  for (;;) {
    const outcome = await settled(pending);
    const next = outcome.ok ? steps.next(outcome.value) : steps.throw(outcome.error);
    if (next.done === true) return next.value;
    pending = next.value;
  }
}

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** Queries are no promises here: they stay what they are. */
async function settled(pending: unknown): Promise<Outcome> {
  try {
    return { ok: true, value: pending instanceof Promise ? await pending : pending };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Waits only if there is a promise. */
import type { MaybePromise } from "../../values/index.ts";

/**
 * Runs a generator that yields values or promises and gets back their results. Without any promise the result is
 * available synchronously.
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

/** Does not treat queries as promises. */
async function settled(pending: unknown): Promise<Outcome> {
  try {
    return { ok: true, value: pending instanceof Promise ? await pending : pending };
  } catch (error) {
    return { ok: false, error };
  }
}

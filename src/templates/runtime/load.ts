/** An error because something is not loaded yet has a function under this symbol that loads it. */
const loader = Symbol.for("mkweb.load");

/** Most loads for one step. */
const MOST = 100;

/**
 * After a failed step: loads what was missing, and repeats the step.
 *
 * @throws Any other error.
 */
export function retry<T>(error: unknown, step: () => T, count = 0): Promise<T> {
  const load: unknown = error instanceof Error ? Reflect.get(error, loader) : undefined;
  if (typeof load !== "function" || count === MOST) throw error;
  return again(() => Reflect.apply(load, undefined, []), step, count);
}

async function again<T>(load: () => unknown, step: () => T, count: number): Promise<T> {
  await load();
  try {
    return step();
  } catch (error) {
    return retry(error, step, count + 1);
  }
}

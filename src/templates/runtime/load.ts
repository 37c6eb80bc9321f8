/** What is not loaded yet says so by an error, which holds under this name what loads it. */
const loader = Symbol.for("mkweb.load");

/** How often a step may ask for more. */
const MOST = 100;

/**
 * After a step failed: loads what it lacked, and takes the step again.
 *
 * @throws The error, if it is another one.
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

/** What is open and would keep a process alive, by the settings it was opened with. */
const opened = new WeakMap<object, Set<() => Promise<void>>>();

/**
 * Notes how to close what was opened with these settings, once for each function.
 *
 * @param close May be called when there is nothing to close any more.
 */
export function noteOpened(settings: object, close: () => Promise<void>): void {
  const known = opened.get(settings) ?? new Set();
  opened.set(settings, known.add(close));
}

/**
 * Closes what was opened with these settings: connections to databases and caches. Each may be opened anew. Never
 * rejects: there is nothing left to do about a connection that does not close.
 */
export async function closeOpened(settings: object): Promise<void> {
  const all = [...(opened.get(settings) ?? [])];
  opened.delete(settings);
  await Promise.allSettled(all.map((close) => close()));
}

/** Open resources that would keep the process alive, by settings object. */
const opened = new WeakMap<object, Set<() => Promise<void>>>();

/**
 * Registers a function that closes what was opened with these settings; each function once.
 *
 * @param close May be called when everything is already closed.
 *
 * @example
 * noteOpened(settings, () => closeCaches(settings));
 */
export function noteOpened(settings: object, close: () => Promise<void>): void {
  const known = opened.get(settings) ?? new Set();
  opened.set(settings, known.add(close));
}

/**
 * Closes what was opened with these settings: database and cache connections. They reopen when used again. Never
 * rejects, as nothing can be done about a connection that does not close.
 *
 * @example
 * await closeOpened(settings);
 */
export async function closeOpened(settings: object): Promise<void> {
  const all = [...(opened.get(settings) ?? [])];
  opened.delete(settings);
  await Promise.allSettled(all.map((close) => close()));
}

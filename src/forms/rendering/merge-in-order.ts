/**
 * Merges lists so that each item comes once and behind all that stand before it in some list. Lists that contradict
 * each other are put one behind the other, with a warning.
 *
 * @param keyOf Tells items apart.
 */
export function mergeInOrder<Item>(
  lists: readonly (readonly Item[])[],
  keyOf: (item: Item) => unknown,
): readonly Item[] {
  const items = new Map<unknown, Item>();
  const before = new Map<unknown, Set<unknown>>();
  for (const list of lists) {
    let last: unknown;
    for (const [at, item] of list.entries()) {
      const key = keyOf(item);
      if (!items.has(key)) {
        items.set(key, item);
        before.set(key, new Set());
      }
      if (at > 0 && key !== last) before.get(key)?.add(last);
      last = key;
    }
  }
  const order = sorted(before);
  if (order) return order.map((key) => items.get(key) as Item);
  process.emitWarning(
    `Media files are named in opposite orders: ${lists.map((list) => list.join(", ")).join("; ")}`,
    "MediaOrderConflictWarning",
  );
  return [...items.values()];
}

/** Layer by layer, those that wait for nothing first. Undefined when some wait for each other. */
function sorted(
  before: ReadonlyMap<unknown, ReadonlySet<unknown>>,
): readonly unknown[] | undefined {
  const done = new Set<unknown>();
  while (done.size < before.size) {
    const ready = Array.from(before).filter(
      ([key, waits]) => !done.has(key) && [...waits].every((each) => done.has(each)),
    );
    if (ready.length === 0) return undefined;
    for (const [key] of ready) done.add(key);
  }
  return [...done];
}

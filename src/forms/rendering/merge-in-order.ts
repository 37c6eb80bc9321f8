/**
 * Merges lists without duplicates so that each item comes after all that precede it in some list. Contradicting lists
 * are concatenated, with a warning.
 *
 * @param keyOf Identifies items.
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

/** Sorts topologically, layer by layer. Undefined if there is a cycle. */
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

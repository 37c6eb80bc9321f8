/** The share of equal items in two lists, in any order, from 0 to 1. Python's `SequenceMatcher.quick_ratio`. */
export function inCommon(one: readonly string[], other: readonly string[]): number {
  const all = one.length + other.length;
  if (all === 0) return 1;
  const left = new Map<string, number>();
  for (const each of one) left.set(each, (left.get(each) ?? 0) + 1);
  let common = 0;
  for (const each of other) {
    const count = left.get(each) ?? 0;
    if (count > 0) common += 1;
    left.set(each, count - 1);
  }
  return (2 * common) / all;
}

import { linesOf } from "./lines.ts";

/** How much of two texts is the same lines: 0 for nothing, 1 for all. */
export function similarity(one: string, other: string): number {
  const left = linesOf(one).lines;
  const right = linesOf(other).lines;
  const counts = new Map<string, number>();
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of right) {
    const count = counts.get(line) ?? 0;
    if (count > 0) common += 1;
    counts.set(line, count - 1);
  }
  return left.length + right.length === 0 ? 1 : (2 * common) / (left.length + right.length);
}

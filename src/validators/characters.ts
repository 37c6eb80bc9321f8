/** Counts code points as Django does, not JavaScript's UTF-16 units. */
export function charactersOf(value: string): number {
  return Array.from(value).length;
}

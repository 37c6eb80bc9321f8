/** Django counts code points, not the halves that JavaScript makes of some. */
export function charactersOf(value: string): number {
  return Array.from(value).length;
}

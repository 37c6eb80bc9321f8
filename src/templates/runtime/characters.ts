/** The characters of a text: code points, as Python counts them, not halves of surrogate pairs. */
export function characters(text: string): string[] {
  return Array.from(text);
}

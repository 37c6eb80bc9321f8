/** The characters of a text as code points, like in Python, not UTF-16 units. */
export function characters(text: string): string[] {
  return Array.from(text);
}

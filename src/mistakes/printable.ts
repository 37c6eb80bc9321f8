/** Removes characters that a terminal would obey, or that hide or reverse text; keeps line breaks. */
export function printable(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

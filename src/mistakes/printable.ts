/** A text without what a terminal would obey or what hides or turns round the text beside it; lines stay. */
export function printable(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

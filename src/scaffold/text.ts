const FORMATTING = /[\s\uFEFF"'`,;]/;

/** The part of code or pages that formatters keep: without white space, quotes, commas and semicolons. */
export function unformatted(text: string): string {
  return text.replace(/[\s\uFEFF"'`,;]+/g, "");
}

/** The positions in the text of the characters that {@link unformatted} keeps. */
export function eachMeant(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!FORMATTING.test(text.charAt(at))) places.push(at);
  }
  return places;
}

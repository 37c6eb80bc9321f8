const FORMATTING = /[\s\uFEFF"'`,;]/;

/** What formatters leave of a code or page: without white space, quotes, commas and semicolons. */
export function unformatted(text: string): string {
  return text.replace(/[\s\uFEFF"'`,;]+/g, "");
}

/** Where each character that {@link unformatted} leaves stands in the text. */
export function eachMeant(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!FORMATTING.test(text.charAt(at))) places.push(at);
  }
  return places;
}

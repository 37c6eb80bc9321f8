/** The text of a file; `undefined` for what is no UTF-8, or binary. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

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

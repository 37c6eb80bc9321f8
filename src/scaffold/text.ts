/** The text of a file; `undefined` for what is no UTF-8, or binary. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What formatters leave of a code or page: without white space, quotes, commas and semicolons. */
export function unformatted(text: string): string {
  return text.replace(/[\s\uFEFF"'`,;]+/g, "");
}

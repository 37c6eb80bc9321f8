export function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** A value for a message that says by itself how it is shown. */
export function forMessage(value: unknown): unknown {
  return isPlain(value) || value instanceof Date ? value : said(value);
}

/** A value that somebody typed, for the message to whom typed it. */
export function said(value: unknown): string {
  if (value instanceof Date) return value.toString();
  return isPlain(value) ? String(value) : JSON.stringify(value);
}

function isPlain(value: unknown): value is string | number | bigint | boolean | undefined {
  return typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol";
}

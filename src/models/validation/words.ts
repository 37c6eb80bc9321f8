export function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** Returns a value for a message that formats it itself. */
export function forMessage(value: unknown): unknown {
  return isPlain(value) || value instanceof Date ? value : said(value);
}

/** Formats submitted text for a message to its author. */
export function said(value: unknown): string {
  if (value instanceof Date) return value.toString();
  return isPlain(value) ? String(value) : JSON.stringify(value);
}

function isPlain(value: unknown): value is string | number | bigint | boolean | undefined {
  return typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol";
}

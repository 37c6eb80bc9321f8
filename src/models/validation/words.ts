export function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** As Python shows a value. */
export function shown(value: unknown): string {
  if (typeof value !== "string") return said(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  return quote + value.replaceAll("\\", "\\\\") + quote;
}

/** A value that somebody typed, for the message to whom typed it. */
export function said(value: unknown): string {
  if (value instanceof Date) return value.toString();
  return isPlain(value) ? String(value) : JSON.stringify(value);
}

function isPlain(value: unknown): value is string | number | bigint | boolean | undefined {
  return typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol";
}

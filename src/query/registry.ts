import type { ColumnType, Vendor } from "./meta.ts";

/** A custom comparison: its SQL from both sides. */
export interface RegisteredLookup {
  readonly name: string;
  readonly sql: (left: string, right: string, vendor: Vendor) => string;
}

/** A part of a value that the database computes. */
export interface RegisteredTransform {
  readonly name: string;
  readonly sql: (operand: string, vendor: Vendor) => string;
  /** The result type. Default: the type of the operand. */
  readonly type?: ColumnType;
}

const lookups = new Map<string, RegisteredLookup>();
const transforms = new Map<string, RegisteredTransform>();

/**
 * Registers a comparison for `lookup("name", value)`: Django's `register_lookup`.
 *
 * @param lookup Its `sql` receives the SQL of both sides; each must occur exactly once, the left one first.
 *
 * @example
 * registerLookup({ name: "notEqual", sql: (left, right) => `${left} <> ${right}` });
 * await Book.objects.filter({ title: lookup("notEqual", "Emma") });
 */
export function registerLookup(lookup: RegisteredLookup): void {
  requireName(lookup.name);
  lookups.set(lookup.name, lookup);
}

/**
 * Registers a part of values for `lookup("name", value)` and for paths: `"title.soundex"`.
 *
 * @example
 * registerTransform({ name: "soundex", sql: (operand) => `SOUNDEX(${operand})` });
 * await Author.objects.filter({ name: lookup("soundex", "A235") });
 */
export function registerTransform(transform: RegisteredTransform): void {
  requireName(transform.name);
  transforms.set(transform.name, transform);
}

export const registeredLookup = (name: string): RegisteredLookup | undefined => lookups.get(name);

export const registeredTransform = (name: string): RegisteredTransform | undefined =>
  transforms.get(name);

function requireName(name: string): void {
  if (/^[A-Za-z]\w*$/.test(name)) return;
  throw new TypeError("A lookup's name must consist of letters and digits.");
}

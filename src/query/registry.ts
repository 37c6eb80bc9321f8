import type { ColumnType, Vendor } from "./meta.ts";

/** A comparison of one's own: its SQL of both sides. */
export interface RegisteredLookup {
  readonly name: string;
  readonly sql: (left: string, right: string, vendor: Vendor) => string;
}

/** A part of a value that the database computes. */
export interface RegisteredTransform {
  readonly name: string;
  readonly sql: (operand: string, vendor: Vendor) => string;
  /** What it answers. Default: what it was given. */
  readonly type?: ColumnType;
}

const lookups = new Map<string, RegisteredLookup>();
const transforms = new Map<string, RegisteredTransform>();

/**
 * Adds a comparison that `lookup("name", value)` makes: Django's `register_lookup`.
 *
 * @param lookup Its `sql` is given both sides as SQL, of which each must occur once, the left one first.
 */
export function registerLookup(lookup: RegisteredLookup): void {
  requireName(lookup.name);
  lookups.set(lookup.name, lookup);
}

/** Adds a part of values that `lookup("name", value)` compares, and paths can name: `"title.soundex"`. */
export function registerTransform(transform: RegisteredTransform): void {
  requireName(transform.name);
  transforms.set(transform.name, transform);
}

export const registeredLookup = (name: string): RegisteredLookup | undefined => lookups.get(name);

export const registeredTransform = (name: string): RegisteredTransform | undefined =>
  transforms.get(name);

function requireName(name: string): void {
  if (/^[A-Za-z]\w*$/.test(name)) return;
  throw new TypeError("A lookup's name consists of letters and digits.");
}

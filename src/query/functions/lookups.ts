import { FieldError } from "../errors.ts";
import { Lookup } from "../nodes/lookup.ts";

const made =
  (name: string) =>
  (value: unknown): Lookup =>
    new Lookup(name, [value]);

/** Equal. Needed for objects within {@link json}; otherwise plain values compare the same way. */
export const exact = made("exact");
export const iExact = made("iExact");
export const contains = made("contains");
export const iContains = made("iContains");
export const startsWith = made("startsWith");
export const iStartsWith = made("iStartsWith");
export const endsWith = made("endsWith");
export const iEndsWith = made("iEndsWith");
export const gt = made("gt");
export const gte = made("gte");
export const lt = made("lt");
export const lte = made("lte");
/**
 * In a list of values or objects, or in the rows of a query.
 *
 * @example
 * await Book.objects.filter({ title: isIn(["Emma", "Persuasion"]) });
 */
export const isIn = made("isIn");
/**
 * Matches a regular expression of the database; on SQLite JavaScript's.
 *
 * @example
 * await Author.objects.filter({ name: regex("^J.*n$") });
 */
export const regex = made("regex");
export const iRegex = made("iRegex");

/**
 * Between two values, both included.
 *
 * @example
 * await Book.objects.filter({ pages: range(100, 200) });
 */
export const range = (first: unknown, last: unknown): Lookup => new Lookup("range", [first, last]);

/**
 * Whether the value is null; `isNull(false)` for the opposite.
 *
 * @example
 * const unsold = await Book.objects.filter({ price: isNull() });
 */
export const isNull = (value = true): Lookup => {
  if ((value as unknown) instanceof Lookup)
    throw new FieldError("isNull() has no parts to look up.");
  if (typeof value !== "boolean") throw new TypeError("isNull() takes true or false.");
  return new Lookup("isNull", [value]);
};

// Parts of dates and times. They take a value, or a lookup on the part: year(gt(2000)).
export const year = made("year");
export const isoYear = made("isoYear");
export const quarter = made("quarter");
export const month = made("month");
export const week = made("week");
/** 1 for Sunday to 7 for Saturday. */
export const weekDay = made("weekDay");
/** 1 for Monday to 7 for Sunday. */
export const isoWeekDay = made("isoWeekDay");
export const day = made("day");
export const hour = made("hour");
export const minute = made("minute");
export const second = made("second");
/**
 * The day of a datetime in the current time zone.
 *
 * @example
 * await Question.objects.filter({ pubDate: date("2026-11-22") });
 */
export const date = made("date");
/** The time of day of a datetime in the current time zone. */
export const time = made("time");

/** Conditions inside a JSON value: `json({ size: { width: gt(3) }, tags: { 0: "new" } })`. */
export const json = (where: Readonly<Record<string, unknown>>): Lookup =>
  new Lookup("json", [where]);
export const hasKey = (key: string): Lookup => new Lookup("hasKey", [key]);
export const hasKeys = (keys: readonly string[]): Lookup => new Lookup("hasKeys", [keys]);
export const hasAnyKeys = (keys: readonly string[]): Lookup => new Lookup("hasAnyKeys", [keys]);
/** PostgreSQL only: the JSON value or array is part of the given one. */
export const containedBy = made("containedBy");
/** PostgreSQL only: the two arrays share a value. */
export const overlap = made("overlap");

/** A registered lookup or transform, see `registerLookup` and `registerTransform`: `lookup("soundex", "x")`. */
export const lookup = (name: string, value: unknown): Lookup => new Lookup(name, [value]);

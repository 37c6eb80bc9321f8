/** Parses days in URLs with the formats of Python's `strptime`, as far as they concern days. */
import type { PlainDate } from "../../templates/index.ts";
import { addDays, dayOf, weekday } from "./days.ts";

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;
const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3));

const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: String.raw`\d{4}`,
  G: String.raw`\d{4}`,
  y: String.raw`\d{2}`,
  m: "1[0-2]|0[1-9]|[1-9]",
  b: SHORT_MONTHS.join("|"),
  B: MONTHS.join("|"),
  d: String.raw`3[01]|[12]\d|0[1-9]|[1-9]| [1-9]`,
  j: String.raw`36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]`,
  U: String.raw`5[0-3]|[0-4]\d|\d`,
  W: String.raw`5[0-3]|[0-4]\d|\d`,
  V: String.raw`5[0-3]|0[1-9]|[1-4]\d|\d`,
  w: "[0-6]",
  u: "[1-7]",
};

/**
 * Parses a day.
 *
 * @param format Directives `%Y %y %G %m %b %B %d %j %U %W %V %w %u`, each at most once.
 * @returns `undefined` if the text is not a day.
 * @throws {RangeError} An unknown directive.
 */
export function dayFromText(text: string, format: string): PlainDate | undefined {
  const { groups } = new RegExp(`^${patternOf(format)}$`, "i").exec(text) ?? {};
  return groups && dayOfParts(groups);
}

const patterns = new Map<string, string>();

function patternOf(format: string): string {
  let pattern = patterns.get(format);
  if (pattern === undefined) {
    pattern = format.replaceAll(/%(.?)|[^%]/g, (found, directive?: string) => {
      if (directive === undefined) return found.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`);
      const known = DIRECTIVES[directive];
      if (known !== undefined) return `(?<${directive}>${known})`;
      throw new RangeError(`'%${directive}' in the format '${format}' is not a part of a day.`);
    });
    patterns.set(format, pattern);
  }
  return pattern;
}

type Parts = Readonly<Record<string, string | undefined>>;

function dayOfParts(parts: Parts): PlainDate | undefined {
  const number = (name: string) =>
    parts[name] === undefined ? undefined : Number(parts[name].trim());
  const week = number("U") ?? number("W");
  const isoYear = number("G");
  const isoWeek = number("V");
  const day = weekdayOf(number("w"), number("u"));
  if (isoYear !== undefined || isoWeek !== undefined) {
    if (isoYear === undefined || isoWeek === undefined || day === undefined) return undefined;
    return dayOfIsoWeek(isoYear, isoWeek, day);
  }
  const year = number("Y") ?? century(number("y"));
  if (week !== undefined && day !== undefined) {
    return dayOfWeek(year, week, day, parts["W"] !== undefined);
  }
  const ordinal = number("j");
  const first = dayOf(year, 1, 1);
  if (ordinal !== undefined) return first && addDays(first, ordinal - 1);
  return dayOf(year, monthOf(parts) ?? number("m") ?? 1, number("d") ?? 1);
}

function monthOf({ b, B }: Parts): number | undefined {
  if (B !== undefined) return MONTHS.findIndex((name) => name === B.toLowerCase()) + 1;
  return b === undefined ? undefined : SHORT_MONTHS.indexOf(b.toLowerCase()) + 1;
}

/** Two-digit years are from 1969 to 2068, as in POSIX. */
function century(year: number | undefined): number {
  if (year === undefined) return 1900;
  return year + (year >= 69 ? 1900 : 2000);
}

/** 0 for Monday, from `%w` (0 is Sunday) or `%u` (7 is Sunday). */
function weekdayOf(w: number | undefined, u: number | undefined): number | undefined {
  if (w !== undefined) return (w + 6) % 7;
  return u === undefined ? undefined : u - 1;
}

/** A day of a week counted from the year's first Monday or Sunday; earlier days are in week 0. */
function dayOfWeek(
  year: number,
  week: number,
  day: number,
  fromMonday: boolean,
): PlainDate | undefined {
  const first = dayOf(year, 1, 1);
  if (!first) return undefined;
  const shift = fromMonday ? 0 : 1;
  const firstDay = (weekday(first) + shift) % 7;
  const inWeek = (day + shift) % 7;
  const before = (7 - firstDay) % 7;
  return addDays(first, week === 0 ? inWeek - firstDay : before + 7 * (week - 1) + inWeek);
}

/** A day of an ISO 8601 week; `undefined` if the year has no such week. */
function dayOfIsoWeek(year: number, week: number, day: number): PlainDate | undefined {
  const fourth = dayOf(year, 1, 4);
  if (!fourth || week < 1) return undefined;
  const monday = addDays(fourth, -weekday(fourth) + 7 * (week - 1));
  const thursday = monday && addDays(monday, 3);
  return thursday?.year === year ? monday && addDays(monday, day) : undefined;
}

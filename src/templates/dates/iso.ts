/** Converts the matched parts of a date or time to numbers, and checks their ranges. */
import { fixedZone, utc, type Zone } from "../../timezone/index.ts";

export type Groups = Readonly<Record<string, string | undefined>>;

/**
 * @param groups `year`, `month` and `day`; or `date` in ISO 8601: `20260131`, `2026-W05-6`.
 * @throws {RangeError} The day does not exist.
 */
export function readDay(groups: Groups): { year: number; month: number; day: number } {
  const { date } = groups;
  if (date?.includes("W") === true) return dayOfWeek(date.replaceAll(/[-W]/g, ""));
  const digits = date?.replaceAll("-", "");
  const year = Number(digits?.slice(0, 4) ?? groups["year"]);
  const month = Number(digits?.slice(4, 6) ?? groups["month"]);
  const day = Number(digits?.slice(6) ?? groups["day"]);
  hold("month", month, 1, 12);
  if (year < 1) throw new RangeError(`year ${year} is out of range`);
  const local = midnight(year, month, day);
  if (day < 1 || local.getUTCMonth() !== month - 1) {
    throw new RangeError("day is out of range for month");
  }
  return { year, month, day };
}

/** @throws {RangeError} The time does not exist. */
export function readClock(groups: Groups): {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
} {
  const [hour, minute, second] = [groups["hour"], groups["minute"], groups["second"]].map((part) =>
    Number(part ?? 0),
  );
  return {
    hour: hold("hour", hour, 0, 23),
    minute: hold("minute", minute, 0, 59),
    second: hold("second", second, 0, 59),
    microsecond: Number((groups["fraction"] ?? "").padEnd(6, "0")),
  };
}

/**
 * @param offset `Z`, `+02`, `+02:00`, `+0200`, optionally with seconds.
 * @throws {RangeError} A day or more.
 */
export function readOffset(offset: string | undefined): Zone | undefined {
  if (offset === undefined) return undefined;
  if (offset === "Z") return utc;
  const digits = offset.replaceAll(/[+:-]|\..*/g, "");
  const [hours = 0, minutes, seconds] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  const total = hours * 3600 + hold("minute", minutes, 0, 59) * 60 + hold("second", seconds, 0, 59);
  if (total >= 86_400) throw new RangeError("offset must be less than a day");
  return fixedZone(offset.startsWith("-") ? -total : total);
}

/** @param digits Year, week and optionally the day of the week, 1 for Monday. */
function dayOfWeek(digits: string): { year: number; month: number; day: number } {
  const year = Number(digits.slice(0, 4));
  const week = Number(digits.slice(4, 6));
  const weekday = Number(digits.slice(6) || 1);
  if (year < 1) throw new RangeError(`year ${year} is out of range`);
  hold("week", week, 1, weeksOf(year));
  hold("weekday", weekday, 1, 7);
  // January 4th is always in the first week.
  const fourth = midnight(year, 1, 4);
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const found = midnight(year, 1, monday + (week - 1) * 7 + weekday - 1);
  return {
    year: found.getUTCFullYear(),
    month: found.getUTCMonth() + 1,
    day: found.getUTCDate(),
  };
}

/** 53 in a year with 53 Thursdays, otherwise 52. */
function weeksOf(year: number): number {
  const last = midnight(year, 12, 31).getUTCDay();
  return last === 4 || (last === 5 && midnight(year, 2, 29).getUTCMonth() === 1) ? 53 : 52;
}

function midnight(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

function hold(name: string, value: number | undefined, least: number, most: number): number {
  if (value !== undefined && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be in ${least}..${most}`);
}

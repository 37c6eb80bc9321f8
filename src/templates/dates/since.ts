/** The time between two dates, in the two largest units. */
import type { LocalSettings } from "./local.ts";
import { dayNumber } from "./days.ts";
import { momentOf } from "./moment-of.ts";
import { DateTime, PlainDate, PlainTime } from "./values.ts";
import { zoneOf } from "../../timezone/index.ts";

interface Clock extends LocalSettings {
  now(): number;
}

const names = ["year", "month", "week", "day", "hour", "minute"];

/** Seconds in a week, a day, an hour and a minute. */
const chunks = [604_800, 86_400, 3600, 60];

/** Days of each month; leap years do not matter here. */
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Writes `2 weeks, 3 days` with no-break spaces; `0 minutes` if no time has passed.
 *
 * @param other The date to count to. Default: now.
 * @param until Count from now to the date instead.
 * @throws {TypeError} Only one of the two has a time zone.
 * @throws {Error} A value is not a date; Python fails then too.
 */
export function timeSince(value: unknown, other: unknown, clock: Clock, until: boolean): string {
  const moment = asDateTime(value);
  const end =
    other === undefined
      ? new DateTime(clock.now(), moment.zone ?? zoneOf(clock.timeZone))
      : asDateTime(other);
  const now = moment.zone === undefined && other === undefined ? naive(end) : end;
  if ((now.zone === undefined) !== (moment.zone === undefined)) {
    throw new TypeError("can't subtract offset-naive and offset-aware datetimes");
  }
  const same = moment.zone && now.zone ? now.in(moment.zone) : now;
  return until ? between(same, moment) : between(moment, same);
}

function between(from: DateTime, to: DateTime): string {
  const seconds = Math.floor((exact(to) - exact(from)) / 1000);
  if (seconds <= 0) return amount(0, "minute");
  let months = (to.year - from.year) * 12 + (to.month - from.month);
  if (from.day > to.day || (from.day === to.day && timeOfDay(from) > timeOfDay(to))) months -= 1;
  const years = Math.floor(months / 12);
  months -= years * 12;
  let rest = Math.floor((exact(to) - pivot(from, years, months)) / 1000);
  const counts = [years, months];
  for (const chunk of chunks) {
    const count = Math.floor(rest / chunk);
    counts.push(count);
    rest -= count * chunk;
  }
  const first = counts.findIndex((count) => count !== 0);
  if (first < 0) return amount(0, "minute");
  const parts = [amount(counts[first] ?? 0, names[first] ?? "")];
  const next = counts[first + 1];
  if (next) parts.push(amount(next, names[first + 1] ?? ""));
  return parts.join(", ");
}

/** The datetime this many years and months later, on an existing day; in milliseconds. */
function pivot(from: DateTime, years: number, months: number): number {
  if (years === 0 && months === 0) return exact(from);
  let year = from.year + years;
  let month = from.month + months;
  if (month > 12) {
    month -= 12;
    year += 1;
  }
  const day = Math.min(monthDays[month - 1] ?? 31, from.day);
  const local =
    dayNumber(new PlainDate(year, month, day)) * 86_400_000 + Math.floor(timeOfDay(from)) * 1000;
  if (!from.zone) return local;
  const guess = local - from.zone.offset(local) * 1000;
  return local - from.zone.offset(guess) * 1000;
}

function amount(count: number, unit: string): string {
  return `${count}\u00a0${unit}${count === 1 ? "" : "s"}`;
}

/** Milliseconds including microseconds as a fraction. */
function exact(moment: DateTime): number {
  return moment.epoch + (moment.microsecond % 1000) / 1000;
}

/** Seconds since midnight. */
function timeOfDay(moment: DateTime): number {
  return moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6;
}

function asDateTime(value: unknown): DateTime {
  const moment = momentOf(value);
  if (!moment || moment instanceof PlainTime) throw new Error("the value has no year");
  return moment instanceof PlainDate
    ? new DateTime(dayNumber(moment) * 86_400_000, undefined)
    : moment;
}

/** The clock time in its zone, without the zone. */
function naive(moment: DateTime): DateTime {
  const offset = moment.zone ? moment.zone.offset(moment.epoch) : 0;
  return new DateTime(moment.epoch + offset * 1000, undefined, moment.microsecond % 1000);
}

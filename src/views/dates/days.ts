/** Calendar days of the years 1 to 9999. */
import { PlainDate } from "../../templates/index.ts";
import { currentTimeZone, fromWallClock, zoneOf } from "../../timezone/index.ts";

const DAY_MS = 86_400_000;

/** Milliseconds since 1970 at the beginning of a day in UTC. `Date.UTC` misreads years below 100. */
function reading(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function dayAt(milliseconds: number): PlainDate | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  return new PlainDate(year, date.getUTCMonth() + 1, date.getUTCDate());
}

/** The day of these numbers; `undefined` if it does not exist. */
export function dayOf(year: number, month: number, day: number): PlainDate | undefined {
  const found = dayAt(reading(year, month, day));
  return found?.month === month && found.day === day ? found : undefined;
}

/** The day this many days later or earlier; `undefined` outside of the years 1 to 9999. */
export function addDays({ year, month, day }: PlainDate, days: number): PlainDate | undefined {
  return dayAt(reading(year, month, day) + days * DAY_MS);
}

/** 0 for Monday to 6 for Sunday. */
export function weekday({ year, month, day }: PlainDate): number {
  return (new Date(reading(year, month, day)).getUTCDay() + 6) % 7;
}

export function isAfter(one: PlainDate, other: PlainDate): boolean {
  return reading(one.year, one.month, one.day) > reading(other.year, other.month, other.day);
}

/** The beginning of a day in the current time zone. */
export function startOf({ year, month, day }: PlainDate): Date {
  return new Date(fromWallClock(reading(year, month, day), zoneOf(currentTimeZone())));
}

/** The day of a datetime in the current time zone, or of a date field's text. */
export function dayFrom(value: unknown): PlainDate | undefined {
  if (value instanceof Date) {
    const moment = value.getTime();
    return dayAt(moment + zoneOf(currentTimeZone()).offset(moment) * 1000);
  }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
  return year === undefined ? undefined : dayOf(Number(year), Number(month), Number(day));
}

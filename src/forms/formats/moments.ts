/** Converts a project's dates and times to clock readings and back. */
import { currentTimeZone, fromWallClock, zoneOf } from "../../timezone/index.ts";
import { DateTime, PlainDate, PlainTime } from "../../templates/index.ts";
import { usesTimeZones } from "../environment.ts";
import type { Reading } from "./clock-reading.ts";

const midnight = { hour: 0, minute: 0, second: 0, microsecond: 0 };
const firstDay = { year: 1900, month: 1, day: 1 };

/** Returns the clock reading of a value in the current time zone; undefined if it is not a date or time. */
export function readingOf(value: unknown): Reading | undefined {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? undefined
      : ofMoment(new DateTime(value.getTime(), utc()));
  }
  if (value instanceof DateTime) return ofMoment(value);
  if (value instanceof PlainDate) {
    return { year: value.year, month: value.month, day: value.day, ...midnight };
  }
  if (value instanceof PlainTime) {
    const { hour, minute, second, microsecond } = value;
    return { ...firstDay, hour, minute, second, microsecond };
  }
  return undefined;
}

const utc = (): NonNullable<DateTime["zone"]> => zoneOf("UTC");

function ofMoment(moment: DateTime): Reading {
  const there = moment.zone && usesTimeZones() ? moment.in(zoneOf(currentTimeZone())) : moment;
  const { year, month, day, hour, minute, second, microsecond } = there;
  return { year, month, day, hour, minute, second, microsecond };
}

/**
 * Returns the moment of a reading in the current time zone; undefined if it does not exist or is ambiguous. Without
 * USE_TZ the reading is taken as UTC.
 */
export function momentAt(reading: Reading): Date | undefined {
  const epoch = epochOf(reading);
  if (!usesTimeZones()) return new Date(epoch);
  const zone = zoneOf(currentTimeZone());
  if (zone.name === "UTC") return new Date(epoch);
  const first = fromWallClock(epoch, zone);
  const shows = (moment: number): boolean => moment + zone.offset(moment) * 1000 === epoch;
  if (!shows(first)) return undefined;
  const later = [first + 1_800_000, first + 3_600_000, first + 7_200_000];
  return later.some(shows) ? undefined : new Date(first);
}

/** Interprets a reading as UTC, in milliseconds. */
export function epochOf(reading: Reading): number {
  const date = new Date(0);
  date.setUTCFullYear(reading.year, reading.month - 1, reading.day);
  const { hour, minute, second, microsecond } = reading;
  return date.setUTCHours(hour, minute, second, Math.floor(microsecond / 1000));
}

/** Formats a date for models: `2026-11-22`. */
export function dayText({ year, month, day }: Reading): string {
  return new PlainDate(year, month, day).toString();
}

/** Formats a time for models: `09:30:00` or `09:30:00.500000`. */
export function timeText({ hour, minute, second, microsecond }: Reading): string {
  return new PlainTime(hour, minute, second, microsecond).toString();
}

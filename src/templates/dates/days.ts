/** Calendar days, weeks, and instants of clock times. */
import { DateTime, PlainDate } from "./values.ts";
import { zoneOf, type Zone } from "../../timezone/index.ts";

/** Days since 1970-01-01. */
export function dayNumber(date: DateTime | PlainDate): number {
  const midnight = new Date(0);
  midnight.setUTCFullYear(date.year, date.month - 1, date.day);
  return Math.round(midnight.getTime() / 86_400_000);
}

/** 0 for Sunday. */
export function weekdayOf(date: DateTime | PlainDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** The ISO 8601 week, and its year. */
export function isoWeek(date: DateTime | PlainDate): {
  readonly year: number;
  readonly week: number;
} {
  const thursday = dayNumber(date) + 3 - ((weekdayOf(date) + 6) % 7);
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  const first = dayNumber(new PlainDate(year, 1, 1));
  return { year, week: Math.floor((thursday - first) / 7) + 1 };
}

/** 1 for January 1st. */
export function dayOfYear(date: DateTime | PlainDate): number {
  return dayNumber(date) - dayNumber(new PlainDate(date.year, 1, 1)) + 1;
}

export function daysIn(year: number, month: number): number {
  return dayNumber(new PlainDate(year, month + 1, 1)) - dayNumber(new PlainDate(year, month, 1));
}

/** An aware datetime; dates (at midnight) and naive datetimes are taken to be in the default zone. */
export function asMoment(date: DateTime | PlainDate, defaultZone: string): DateTime {
  if (date instanceof DateTime && date.zone) return date;
  const zone = zoneOf(defaultZone);
  const naive =
    date instanceof DateTime ? date : new DateTime(dayNumber(date) * 86_400_000, undefined);
  return new DateTime(epochIn(naive, zone), zone, naive.microsecond % 1000);
}

/** The instant at which clocks in a zone show a naive datetime. */
export function epochIn(moment: DateTime, zone: Zone | undefined): number {
  if (moment.zone || !zone) return moment.epoch;
  const guess = moment.epoch - zone.offset(moment.epoch) * 1000;
  return moment.epoch - zone.offset(guess) * 1000;
}

const dayLength = 86_400_000;

/** Whether a zone's clocks show this time twice or skip it, when they are changed. */
export function isTwiceOrNever(moment: DateTime, zone: Zone): boolean {
  const local = moment.epoch + (moment.zone ? moment.zone.offset(moment.epoch) * 1000 : 0);
  const before = zone.offset(local - dayLength);
  const after = zone.offset(local + dayLength);
  if (before === after) return false;
  const shown = [before, after].filter((offset) => zone.offset(local - offset * 1000) === offset);
  return shown.length !== 1;
}

/** Moments as text, by Django's format characters. */
import { text } from "../runtime/text.ts";
import { abbreviatedMonths, months, weekdays } from "./names.ts";
import { DateTime, momentOf, PlainDate, PlainTime, type Moment } from "./values.ts";
import { zoneOf, offsetText, type Zone } from "./zone.ts";

/** The formats a template can name: `{{ day|date:"SHORT_DATE_FORMAT" }}`. */
export const formats: Readonly<Record<string, string>> & { readonly DATE_FORMAT: string } = {
  DATE_FORMAT: "N j, Y",
  DATETIME_FORMAT: "N j, Y, P",
  TIME_FORMAT: "P",
  YEAR_MONTH_FORMAT: "F Y",
  MONTH_DAY_FORMAT: "F j",
  SHORT_DATE_FORMAT: "m/d/Y",
  SHORT_DATETIME_FORMAT: "m/d/Y P",
};

/** Something has no such part: `{{ time|date:"Y" }}`. Filters print nothing then. */
export class NoSuchPart extends Error {
  override readonly name = "NoSuchPart";
}

const characters = /(?<!\\)[aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTUuwWyYzZ]|[^]/gu;
const timeCharacters = new Set("aAefgGhHiOPsTuZ");

/**
 * Formats a moment; a time has no days and a date no hours.
 *
 * @param defaultZone The zone a naive moment is taken to be in.
 * @throws {NoSuchPart} When the value lacks a part the format asks for.
 * @throws {TypeError} When a date is asked for its time.
 */
export function formatDate(value: unknown, format: unknown, defaultZone = "UTC"): string {
  return formatted(value, format, defaultZone, false);
}

/** The same for the `time` filter, which knows no days. */
export function formatTime(value: unknown, format: unknown, defaultZone = "UTC"): string {
  return formatted(value, format, defaultZone, true);
}

function formatted(
  value: unknown,
  format: unknown,
  defaultZone: string,
  timeOnly: boolean,
): string {
  const moment = momentOf(value);
  const name = text(format);
  const pattern = Object.hasOwn(formats, name) ? (formats[name] ?? "") : name;
  let out = "";
  let literal = "";
  const flush = (): void => {
    out += literal.replaceAll(/\\([^\n])/gu, "$1");
    literal = "";
  };
  for (const [char] of pattern.matchAll(characters)) {
    const before = pattern[0] === undefined ? "" : literal.at(-1);
    if (!isFormat(char) || before === "\\") {
      literal += char;
      continue;
    }
    flush();
    out += part(moment, char, defaultZone, timeOnly);
  }
  flush();
  return out;
}

function isFormat(char: string): boolean {
  return "aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTUuwWyYzZ".includes(char);
}

function part(
  moment: Moment | undefined,
  char: string,
  defaultZone: string,
  timeOnly: boolean,
): string {
  const isDay = moment instanceof PlainDate || moment instanceof DateTime;
  if (!isDay && !timeOnly && "rU".includes(char))
    throw new TypeError(`a date is needed for '${char}'`);
  if (!moment) {
    if ("eTOZI".includes(char)) return "";
    throw new NoSuchPart(char);
  }
  if (timeCharacters.has(char)) {
    if (moment instanceof PlainDate) {
      throw new TypeError(
        `The format for date objects may not contain time-related format specifiers (found '${char}').`,
      );
    }
    return clockPart(moment, char, zoneFor(moment, defaultZone));
  }
  if (timeOnly || moment instanceof PlainTime) throw new NoSuchPart(char);
  return calendarPart(moment, char, defaultZone);
}

/** The zone that a moment's offset is told of: none for a time, or for a clock time that never was or was twice. */
function zoneFor(moment: Moment, defaultZone: string): Zone | undefined {
  if (!(moment instanceof DateTime)) return undefined;
  if (moment.zone) return isAmbiguous(moment, moment.zone) ? undefined : moment.zone;
  return zoneOf(defaultZone);
}

function isAmbiguous(moment: DateTime, zone: Zone): boolean {
  const hours = 3 * 3600 * 1000;
  const offset = zone.offset(moment.epoch);
  const local = moment.epoch + offset * 1000;
  const others = [zone.offset(moment.epoch - hours), zone.offset(moment.epoch + hours)];
  return others.some((other) => other !== offset && zone.offset(local - other * 1000) === other);
}

function clockPart(time: DateTime | PlainTime, char: string, zone: Zone | undefined): string {
  const { hour, minute } = time;
  const epoch = time instanceof DateTime ? epochIn(time, zone) : 0;
  const twelve = hour % 12 || 12;
  switch (char) {
    case "a":
      return hour > 11 ? "p.m." : "a.m.";
    case "A":
      return hour > 11 ? "PM" : "AM";
    case "e":
      return zone && time instanceof DateTime && time.zone ? time.zone.abbreviation(epoch) : "";
    case "f":
      return minute ? `${twelve}:${two(minute)}` : String(twelve);
    case "g":
      return String(twelve);
    case "G":
      return String(hour);
    case "h":
      return two(twelve);
    case "H":
      return two(hour);
    case "i":
      return two(minute);
    case "O":
      return zone ? offsetText(zone.offset(epoch), "") : "";
    case "P":
      if (minute === 0 && hour % 12 === 0) return hour === 0 ? "midnight" : "noon";
      return `${minute ? `${twelve}:${two(minute)}` : twelve} ${hour > 11 ? "p.m." : "a.m."}`;
    case "s":
      return two(time.second);
    case "T":
      return zone ? zone.abbreviation(epoch) : "";
    case "u":
      return String(time.microsecond).padStart(6, "0");
    default:
      return zone ? String(zone.offset(epoch)) : "";
  }
}

function calendarPart(date: DateTime | PlainDate, char: string, defaultZone: string): string {
  const { year, month, day } = date;
  const weekday = weekdayOf(date);
  const monthName = months[month - 1] ?? "";
  switch (char) {
    case "b":
      return monthName.slice(0, 3).toLowerCase();
    case "c":
      return date instanceof DateTime ? date.isoformat() : date.toString();
    case "d":
      return two(day);
    case "D":
      return (weekdays[weekday] ?? "").slice(0, 3);
    case "E":
    case "F":
      return monthName;
    case "I":
      return daylight(date, defaultZone);
    case "j":
      return String(day);
    case "l":
      return weekdays[weekday] ?? "";
    case "L":
      return daysIn(year, 2) === 29 ? "True" : "False";
    case "m":
      return two(month);
    case "M":
      return monthName.slice(0, 3);
    case "n":
      return String(month);
    case "N":
      return abbreviatedMonths[month - 1] ?? "";
    case "o":
      return String(isoWeek(date).year);
    case "r":
      return rfc5322(date, defaultZone);
    case "S":
      return ordinal(day);
    case "t":
      return String(daysIn(year, month));
    case "U":
      return String(Math.floor(asMoment(date, defaultZone).epoch / 1000));
    case "w":
      return String(weekday);
    case "W":
      return String(isoWeek(date).week);
    case "y":
      return two(year % 100);
    case "Y":
      return String(year).padStart(4, "0");
    default:
      return String(dayOfYear(date));
  }
}

function daylight(date: DateTime | PlainDate, defaultZone: string): string {
  const zone = zoneFor(date, defaultZone);
  if (!zone || !(date instanceof DateTime)) return "";
  return zone.isDst(epochIn(date, zone)) ? "1" : "0";
}

function rfc5322(date: DateTime | PlainDate, defaultZone: string): string {
  const moment = asMoment(date, defaultZone);
  const offset = offsetText(moment.zone?.offset(moment.epoch) ?? 0, "");
  const day = `${(weekdays[weekdayOf(moment)] ?? "").slice(0, 3)}, ${two(moment.day)}`;
  const clock = [moment.hour, moment.minute, moment.second].map(two).join(":");
  const year = String(moment.year).padStart(4, "0");
  return `${day} ${(months[moment.month - 1] ?? "").slice(0, 3)} ${year} ${clock} ${offset}`;
}

/** An aware moment: a date's midnight and a naive moment are taken to be in the default zone. */
export function asMoment(date: DateTime | PlainDate, defaultZone: string): DateTime {
  if (date instanceof DateTime && date.zone) return date;
  const zone = zoneOf(defaultZone);
  const naive =
    date instanceof DateTime ? date : new DateTime(dayNumber(date) * 86_400_000, undefined);
  return new DateTime(epochIn(naive, zone), zone, naive.microsecond % 1000);
}

/** The instant at which a naive moment's clock time is shown in a zone. */
function epochIn(moment: DateTime, zone: Zone | undefined): number {
  if (moment.zone || !zone) return moment.epoch;
  const guess = moment.epoch - zone.offset(moment.epoch) * 1000;
  return moment.epoch - zone.offset(guess) * 1000;
}

function ordinal(day: number): string {
  if (day > 10 && day < 14) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

function isoWeek(date: DateTime | PlainDate): { readonly year: number; readonly week: number } {
  const thursday = dayNumber(date) + 3 - ((weekdayOf(date) + 6) % 7);
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  const first = dayNumber(new PlainDate(year, 1, 1));
  return { year, week: Math.floor((thursday - first) / 7) + 1 };
}

function dayOfYear(date: DateTime | PlainDate): number {
  return dayNumber(date) - dayNumber(new PlainDate(date.year, 1, 1)) + 1;
}

function daysIn(year: number, month: number): number {
  return dayNumber(new PlainDate(year, month + 1, 1)) - dayNumber(new PlainDate(year, month, 1));
}

/** 0 for Sunday. */
function weekdayOf(date: DateTime | PlainDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** Days since 1970-01-01. */
export function dayNumber(date: DateTime | PlainDate): number {
  const midnight = new Date(0);
  midnight.setUTCFullYear(date.year, date.month - 1, date.day);
  return Math.round(midnight.getTime() / 86_400_000);
}

const two = (number: number): string => String(number).padStart(2, "0");

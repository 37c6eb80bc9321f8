/** Formats dates and times with Django's format characters. */
import { calendarPart } from "./calendar-part.ts";
import { clockPart, zoneFor } from "./clock-part.ts";
import { text } from "../runtime/text.ts";
import { momentOf } from "./moment-of.ts";
import { DateTime, PlainDate, PlainTime, type Moment } from "./values.ts";

/** The formats that a template can name: `{{ day|date:"SHORT_DATE_FORMAT" }}`. */
const formats: Readonly<Record<string, string>> & { readonly DATE_FORMAT: string } = {
  DATE_FORMAT: "N j, Y",
  DATETIME_FORMAT: "N j, Y, P",
  TIME_FORMAT: "P",
  YEAR_MONTH_FORMAT: "F Y",
  MONTH_DAY_FORMAT: "F j",
  SHORT_DATE_FORMAT: "m/d/Y",
  SHORT_DATETIME_FORMAT: "m/d/Y P",
};

/** The value lacks this part: `{{ time|date:"Y" }}`. Filters then print nothing. */
export class NoSuchPart extends Error {
  override readonly name = "NoSuchPart";
}

const formatCharacter = /(?<!\\)([aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTUuwWyYzZ])/;
const timeCharacters = new Set("aAefgGhHiOPsTuZ");

/**
 * Formats a date or time; a time has no days and a date has no hours.
 *
 * @param defaultZone The zone of naive datetimes.
 * @throws {NoSuchPart} The value lacks a part of the format.
 * @throws {TypeError} The format asks for the time of a date.
 *
 * @example
 * console.log(formatDate(new Date(0), "Y-m-d")); // 1970-01-01
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
  return pattern
    .split(formatCharacter)
    .map((piece, at) =>
      at % 2 === 1
        ? part(moment, piece, defaultZone, timeOnly)
        : piece.replaceAll(/\\([^\n])/gu, "$1"),
    )
    .join("");
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
  if (!timeOnly && moment instanceof PlainTime && "cI".includes(char)) {
    return char === "c" ? moment.toString() : "";
  }
  if (timeOnly || moment instanceof PlainTime) throw new NoSuchPart(char);
  return calendarPart(moment, char, defaultZone);
}

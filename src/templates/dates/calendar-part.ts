/** The output of format characters for the day. */
import { zoneFor } from "./clock-part.ts";
import { asMoment, dayOfYear, daysIn, epochIn, isoWeek, weekdayOf } from "./days.ts";
import { abbreviatedMonths } from "./names.ts";
import { DateTime, type PlainDate } from "./values.ts";
import { months, offsetText, weekdays } from "../../timezone/index.ts";

type Day = DateTime | PlainDate;

export function calendarPart(day: Day, char: string, defaultZone: string): string {
  return parts[char]?.(day, defaultZone) ?? "";
}

const parts: Readonly<Record<string, (day: Day, defaultZone: string) => string>> = {
  b: ({ month }) => monthName(month).slice(0, 3).toLowerCase(),
  c: (day) => (day instanceof DateTime ? day.isoformat() : day.toString()),
  d: ({ day }) => two(day),
  D: (day) => dayName(day).slice(0, 3),
  E: ({ month }) => monthName(month),
  F: ({ month }) => monthName(month),
  I: daylight,
  j: ({ day }) => String(day),
  l: dayName,
  L: ({ year }) => (daysIn(year, 2) === 29 ? "True" : "False"),
  m: ({ month }) => two(month),
  M: ({ month }) => monthName(month).slice(0, 3),
  n: ({ month }) => String(month),
  N: ({ month }) => abbreviatedMonths[month - 1] ?? "",
  o: (day) => String(isoWeek(day).year),
  r: rfc5322,
  S: ({ day }) => ordinal(day),
  t: ({ year, month }) => String(daysIn(year, month)),
  U: (day, defaultZone) => String(Math.floor(asMoment(day, defaultZone).epoch / 1000)),
  w: (day) => String(weekdayOf(day)),
  W: (day) => String(isoWeek(day).week),
  y: ({ year }) => two(year % 100),
  Y: ({ year }) => String(year).padStart(4, "0"),
  z: (day) => String(dayOfYear(day)),
};

function monthName(month: number): string {
  return months[month - 1] ?? "";
}

function dayName(day: Day): string {
  return weekdays[weekdayOf(day)] ?? "";
}

function daylight(date: Day, defaultZone: string): string {
  const zone = zoneFor(date, defaultZone);
  if (!zone || !(date instanceof DateTime)) return "";
  return zone.isDst(epochIn(date, zone)) ? "1" : "0";
}

function rfc5322(date: Day, defaultZone: string): string {
  const moment = asMoment(date, defaultZone);
  const offset = offsetText(moment.zone?.offset(moment.epoch) ?? 0, "");
  const day = `${dayName(moment).slice(0, 3)}, ${two(moment.day)}`;
  const clock = [moment.hour, moment.minute, moment.second].map(two).join(":");
  const year = String(moment.year).padStart(4, "0");
  return `${day} ${monthName(moment.month).slice(0, 3)} ${year} ${clock} ${offset}`;
}

function ordinal(day: number): string {
  if (day > 10 && day < 14) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

const two = (number: number): string => String(number).padStart(2, "0");

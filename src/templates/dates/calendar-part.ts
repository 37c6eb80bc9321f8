/** What format characters about the day give. */
import { zoneFor } from "./clock-part.ts";
import { asMoment, dayOfYear, daysIn, epochIn, isoWeek, weekdayOf } from "./days.ts";
import { abbreviatedMonths } from "./names.ts";
import { DateTime, type PlainDate } from "./values.ts";
import { months, offsetText, weekdays } from "../../timezone/index.ts";

export function calendarPart(
  date: DateTime | PlainDate,
  char: string,
  defaultZone: string,
): string {
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

function ordinal(day: number): string {
  if (day > 10 && day < 14) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

const two = (number: number): string => String(number).padStart(2, "0");

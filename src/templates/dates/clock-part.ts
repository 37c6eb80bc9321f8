/** The output of format characters for the time of day and the time zone. */
import { epochIn, isTwiceOrNever } from "./days.ts";
import { DateTime, type Moment, type PlainTime } from "./values.ts";
import { offsetText, zoneOf, type Zone } from "../../timezone/index.ts";

/**
 * The zone whose offset is shown: none for a time without date, or for a clock time that was skipped or
 * occurred twice.
 */
export function zoneFor(moment: Moment, defaultZone: string): Zone | undefined {
  if (!(moment instanceof DateTime)) return undefined;
  const zone = moment.zone ?? zoneOf(defaultZone);
  return isTwiceOrNever(moment, zone) ? undefined : zone;
}

export function clockPart(
  time: DateTime | PlainTime,
  char: string,
  zone: Zone | undefined,
): string {
  const { hour, minute } = time;
  const epoch = time instanceof DateTime ? epochIn(time, zone) : 0;
  const twelve = hour % 12 || 12;
  switch (char) {
    case "a":
      return hour > 11 ? "p.m." : "a.m.";
    case "A":
      return hour > 11 ? "PM" : "AM";
    case "e":
      return time instanceof DateTime && time.zone ? time.zone.abbreviation(epoch) : "";
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

const two = (number: number): string => String(number).padStart(2, "0");

import { milliseconds, midnightOf, momentParts } from "./calendar.ts";
import { currentTimeZone, fromWallClock, zoneOf } from "../../timezone/index.ts";

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d*)?)?$/;
const MOMENT =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?)?)\s*(Z|[-+]\d{2}(?::?\d{2})?)?$/;

/** Converts a text or Date (in the current time zone) to `2026-02-28`; `undefined` for anything else. */
export function toDate(value: unknown): string | undefined {
  if (value instanceof Date) return localText(value)?.slice(0, 10);
  if (typeof value !== "string") return undefined;
  const moment = MOMENT.exec(value);
  if (moment) return moment[3] ? toDate(toMoment(value)) : toDate(moment[1]);
  const found = DATE.exec(value);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const last = month < 1 || month > 12 ? 0 : daysIn(year, month);
  return year < 1 || day < 1 || day > last ? undefined : `${found[1]}-${two(month)}-${two(day)}`;
}

/** Converts to `09:30:00`, with six digits for fractions of a second; `undefined` for anything else. */
export function toTime(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const found = TIME.exec(value);
  if (!found) return undefined;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = (found[4] ?? "").padEnd(6, "0");
  const text = `${two(hour)}:${two(minute)}:${two(second)}`;
  return Number(fraction) === 0 ? text : `${text}.${fraction}`;
}

/**
 * Converts a Date or a text to a Date; a text without an offset is in the current time zone, and a day means
 * its midnight.
 */
export function toMoment(value: unknown): Date | undefined {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? undefined : new Date(value.getTime());
  if (typeof value !== "string") return undefined;
  const found = MOMENT.exec(value);
  const day = toDate(found ? found[1] : value);
  const time = found ? toTime(found[2]) : "00:00:00";
  if (day === undefined || time === undefined) return undefined;
  const local = Date.parse(`${day}T${time.slice(0, 12)}Z`);
  const offset = found?.[3];
  if (offset === undefined) return new Date(fromWallClock(local, zoneOf(currentTimeZone())));
  return new Date(local - offsetSeconds(offset) * 1000);
}

/** Whether it is a Date, of any realm: a console's objects belong to another one. */
export function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
}

/** `2026-11-22 11:33:00.123000` in UTC: Django's text in SQLite. */
export function momentText(moment: Date): string {
  const [day, time] = momentParts(moment);
  const fraction = milliseconds(moment);
  return `${day} ${time}${fraction === "" ? "" : `${fraction}000`}`;
}

/** `2026-11-22T11:33:00.123Z`. */
export function isoText(moment: Date): string {
  const [day, time] = momentParts(moment);
  return `${day}T${time}${milliseconds(moment)}Z`;
}

/** Parses `2026-11-22 11:33:00[.123456][+00]` by hand, much faster than `new Date(text)`. */
export function readMoment(text: string): Date {
  const plain =
    text.length === 19 ||
    (text.length === 22 && text.endsWith("+00") && text.charCodeAt(19) === 43);
  if (!plain || text.startsWith("00")) return readLongMoment(text);
  const midnight = midnightOf(pair(text, 0) * 100 + pair(text, 2), pair(text, 5), pair(text, 8));
  const seconds = pair(text, 11) * 3600 + pair(text, 14) * 60 + pair(text, 17);
  return new Date(midnight + seconds * 1000);
}

function readLongMoment(text: string): Date {
  const iso = text.replace(" ", "T");
  if (!/(?:Z|[-+]\d\d(?::?\d\d)?)$/.test(iso.slice(10))) return new Date(`${iso}Z`);
  return new Date(/[-+]\d\d$/.test(iso) ? `${iso}:00` : iso);
}

const pair = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

const two = (number: number): string => String(number).padStart(2, "0");

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function offsetSeconds(offset: string): number {
  if (offset === "Z") return 0;
  const digits = offset.slice(1).replace(":", "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || 0) * 60;
  return offset.startsWith("-") ? -seconds : seconds;
}

function localText(moment: Date): string | undefined {
  const epoch = moment.getTime();
  if (Number.isNaN(epoch)) return undefined;
  return new Date(epoch + zoneOf(currentTimeZone()).offset(epoch) * 1000).toISOString();
}

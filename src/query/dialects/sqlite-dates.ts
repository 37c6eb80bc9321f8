import { fromWallClock, zoneOf } from "../../timezone/index.ts";

type Value = string | number | bigint | Uint8Array | null;

const DAY = 86_400_000;

/** Dates and times as numbers, parsed from SQLite's texts. */
interface Reading {
  /** Milliseconds of the wall clock since 1970, without microseconds. */
  readonly clock: number;
  /** `.123456` or empty. */
  readonly fraction: string;
  readonly kind: "date" | "datetime" | "time";
}

function read(text: string): Reading {
  const isTime = text[2] === ":";
  const kind = isTime ? "time" : text.length > 10 ? "datetime" : "date";
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  const date = isTime ? "1900-01-01" : whole.slice(0, 10);
  const time = isTime ? whole : whole.slice(11) || "00:00:00";
  const clock = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  return { clock, fraction: point < 0 ? "" : text.slice(point).replace(/[^.\d].*$/, ""), kind };
}

const dateOf = (clock: number): string => new Date(clock).toISOString().slice(0, 10);
const timeOf = (clock: number): string => new Date(clock).toISOString().slice(11, 19);

/** A part of a date or time, or the value truncated; a datetime is converted to a zone first. */
export function datePart(part: Value, value: Value, zoneName: Value): Value {
  if (value === null || zoneName === null) return null;
  const name = String(part);
  const reading = read(String(value));
  if (Number.isNaN(reading.clock)) return null;
  const zone =
    reading.kind === "datetime" && zoneName !== "" ? zoneOf(String(zoneName)) : undefined;
  const local = zone ? reading.clock + zone.offset(reading.clock) * 1000 : reading.clock;
  if (!name.startsWith("trunc_")) return partOf(name, local, reading.fraction);
  const cut = truncated(name.slice(6), local);
  if (reading.kind === "date") return dateOf(cut);
  if (reading.kind === "time") return timeOf(cut);
  const moment = zone ? fromWallClock(cut, zone) : cut;
  return `${dateOf(moment)} ${timeOf(moment)}`;
}

function partOf(name: string, local: number, fraction: string): Value {
  const date = new Date(local);
  switch (name) {
    case "year":
      return date.getUTCFullYear();
    case "quarter":
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case "month":
      return date.getUTCMonth() + 1;
    case "day":
      return date.getUTCDate();
    case "week":
      return isoWeek(local)[1];
    case "isoYear":
      return isoWeek(local)[0];
    case "weekDay":
      return date.getUTCDay() + 1;
    case "isoWeekDay":
      return date.getUTCDay() || 7;
    case "hour":
      return date.getUTCHours();
    case "minute":
      return date.getUTCMinutes();
    case "second":
      return date.getUTCSeconds();
    case "date":
      return dateOf(local);
    default:
      return timeOf(local) + fraction;
  }
}

function isoWeek(local: number): readonly [year: number, week: number] {
  const thursday = new Date(Math.floor(local / DAY) * DAY);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return [year, Math.ceil(((thursday.getTime() - beginOf(year)) / DAY + 1) / 7)];
}

/** Date.UTC would treat the years 0 to 99 as 1900 to 1999. */
function beginOf(year: number, month = 0): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

function truncated(to: string, local: number): number {
  const date = new Date(local);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (to) {
    case "year":
      return beginOf(year);
    case "quarter":
      return beginOf(year, month - (month % 3));
    case "month":
      return beginOf(year, month);
    case "week":
      return Math.floor(local / DAY) * DAY - ((date.getUTCDay() || 7) - 1) * DAY;
    case "day":
      return Math.floor(local / DAY) * DAY;
    case "hour":
      return Math.floor(local / 3_600_000) * 3_600_000;
    case "minute":
      return Math.floor(local / 60_000) * 60_000;
    default:
      return Math.floor(local / 1000) * 1000;
  }
}

const microsecondsOf = ({ clock, fraction }: Reading): bigint =>
  BigInt(clock) * 1000n + BigInt((fraction.slice(1) || "0").padEnd(6, "0").slice(0, 6));

/** Microseconds between two dates or times. */
export function dateDifference(one: Value, other: Value): Value {
  if (one === null || other === null) return null;
  return Number(microsecondsOf(read(String(one))) - microsecondsOf(read(String(other))));
}

/** A date or time moved by microseconds. */
export function moved(value: Value, by: Value, kind: Value): Value {
  if (value === null || by === null) return null;
  const reading = read(String(value));
  const total = microsecondsOf(reading) + BigInt(Math.trunc(Number(by)));
  const micro = Number(((total % 1_000_000n) + 1_000_000n) % 1_000_000n);
  const clock = Number((total - BigInt(micro)) / 1000n);
  const fraction = micro === 0 ? "" : `.${String(micro).padStart(6, "0")}`;
  if (kind === "time") return timeOf(clock) + fraction;
  return `${dateOf(clock)} ${timeOf(clock)}${fraction}`;
}

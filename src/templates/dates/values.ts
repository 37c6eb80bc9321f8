/** Dates, times and moments as templates know them. A JavaScript `Date` is a moment in UTC. */
import { fixedZone, offsetText, utc, type Zone } from "./zone.ts";

/** A day without a time. */
export class PlainDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  toString(): string {
    return `${digits(this.year, 4)}-${digits(this.month, 2)}-${digits(this.day, 2)}`;
  }
}

/** A time of day without a date. */
export class PlainTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999. */
  readonly microsecond: number;

  constructor(hour: number, minute = 0, second = 0, microsecond = 0) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
  }

  toString(): string {
    return clockText(this);
  }
}

/**
 * A moment, with microseconds. With a zone it is an instant ("aware"); without one it is only what a
 * calendar and a clock showed somewhere ("naive").
 */
export class DateTime {
  /** Milliseconds since 1970 in UTC; of a naive moment, as if it had been in UTC. */
  readonly epoch: number;
  readonly zone: Zone | undefined;
  readonly microsecond: number;
  readonly #local: Date;

  /** @param microseconds The part of the moment below a millisecond, 0 to 999. */
  constructor(epoch: number, zone: Zone | undefined, microseconds = 0) {
    this.epoch = epoch;
    this.zone = zone;
    this.#local = new Date(epoch + (zone ? zone.offset(epoch) * 1000 : 0));
    this.microsecond = this.#local.getUTCMilliseconds() * 1000 + microseconds;
  }

  get year(): number {
    return this.#local.getUTCFullYear();
  }

  get month(): number {
    return this.#local.getUTCMonth() + 1;
  }

  get day(): number {
    return this.#local.getUTCDate();
  }

  get hour(): number {
    return this.#local.getUTCHours();
  }

  get minute(): number {
    return this.#local.getUTCMinutes();
  }

  get second(): number {
    return this.#local.getUTCSeconds();
  }

  /** The same instant on another zone's clocks. */
  in(zone: Zone): DateTime {
    return new DateTime(this.epoch, zone, this.microsecond % 1000);
  }

  /** ISO 8601 as Python writes it: microseconds only when there are any. */
  isoformat(separator = "T"): string {
    const day = new PlainDate(this.year, this.month, this.day);
    const offset = this.zone ? offsetText(this.zone.offset(this.epoch), ":") : "";
    return `${day.toString()}${separator}${clockText(this)}${offset}`;
  }

  toString(): string {
    return this.isoformat(" ");
  }
}

/** Reads `2026-11-22T12:00:00.000123+02:00`; the offset may be `Z` or missing. Undefined for anything else. */
export function parseDateTime(value: string): DateTime | undefined {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      value,
    );
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const micro = Number((match[7] ?? "").padEnd(6, "0"));
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second, Math.floor(micro / 1000));
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day || hour > 23)
    return undefined;
  const zone = match[8] === undefined ? undefined : zoneOfOffset(match[8]);
  return new DateTime(local.getTime() - (zone ? zone.offset(0) * 1000 : 0), zone, micro % 1000);
}

/** Reads `2026-11-22`. Undefined for anything else. */
export function parseDate(value: string): PlainDate | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (!match) return undefined;
  const [, year, month, day] = match.map(Number);
  return new PlainDate(year ?? 0, month ?? 0, day ?? 0);
}

/** Reads `14:05`, `14:05:09` and `14:05:09.000123`. Undefined for anything else. */
export function parseTime(value: string): PlainTime | undefined {
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d*)?)?$/.exec(value);
  if (!match) return undefined;
  const micro = Number((match[4] ?? "").padEnd(6, "0"));
  return new PlainTime(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), micro);
}

export type Moment = DateTime | PlainDate | PlainTime;

/**
 * A date, time or moment, whatever it came as: our classes, a `Date`, or one of Temporal's.
 * Undefined for anything else, an invalid `Date` among it.
 */
export function momentOf(value: unknown): Moment | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof DateTime || value instanceof PlainDate || value instanceof PlainTime)
    return value;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? undefined : new DateTime(value.getTime(), utc);
  }
  return fromTemporal(value);
}

function isTagged(
  value: object,
): value is { readonly [Symbol.toStringTag]: unknown; toString(): string } {
  return Symbol.toStringTag in value;
}

/** Temporal's classes are told by their tag, so that this works wherever Temporal exists. */
function fromTemporal(value: object): Moment | undefined {
  if (!isTagged(value)) return undefined;
  const iso = (): string => value.toString().replace(/\[.*$/, "");
  switch (value[Symbol.toStringTag]) {
    case "Temporal.PlainDate":
      return parseDate(iso());
    case "Temporal.PlainTime":
      return parseTime(iso());
    case "Temporal.PlainDateTime":
    case "Temporal.ZonedDateTime":
    case "Temporal.Instant":
      return parseDateTime(iso());
    default:
      return undefined;
  }
}

function zoneOfOffset(offset: string): Zone {
  if (offset === "Z") return utc;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(":", "") || 0);
  return fixedZone((offset.startsWith("-") ? -minutes : minutes) * 60);
}

function clockText(time: PlainTime | DateTime): string {
  const clock = [time.hour, time.minute, time.second].map((part) => digits(part, 2)).join(":");
  return time.microsecond ? `${clock}.${digits(time.microsecond, 6)}` : clock;
}

const digits = (number: number, width: number): string => String(number).padStart(width, "0");

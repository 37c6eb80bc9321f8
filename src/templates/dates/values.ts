/** Dates and times in templates. A JavaScript `Date` is a datetime in UTC. */
import { offsetText, type Zone } from "../../timezone/index.ts";

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
 * A datetime with microseconds. With a zone it is an instant ("aware"); without one it is only a calendar and
 * clock reading ("naive").
 */
export class DateTime {
  /** Milliseconds since 1970 in UTC; a naive datetime counts as UTC. */
  readonly epoch: number;
  readonly zone: Zone | undefined;
  readonly microsecond: number;
  readonly #local: Date;

  /** @param microseconds The part below a millisecond, 0 to 999. */
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

  /** The same instant in another zone. */
  in(zone: Zone): DateTime {
    return new DateTime(this.epoch, zone, this.microsecond % 1000);
  }

  /** ISO 8601 as in Python: microseconds only if there are any. */
  isoformat(separator = "T"): string {
    const day = new PlainDate(this.year, this.month, this.day);
    const offset = this.zone ? offsetText(this.zone.offset(this.epoch), ":") : "";
    return `${day.toString()}${separator}${clockText(this)}${offset}`;
  }

  toString(): string {
    return this.isoformat(" ");
  }
}

export type Moment = DateTime | PlainDate | PlainTime;

function clockText(time: PlainTime | DateTime): string {
  const clock = [time.hour, time.minute, time.second].map((part) => digits(part, 2)).join(":");
  return time.microsecond ? `${clock}.${digits(time.microsecond, 6)}` : clock;
}

const digits = (number: number, width: number): string => String(number).padStart(width, "0");

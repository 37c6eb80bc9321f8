/** Converts any representation of a date or time to our own classes. */
import { parseDate, parseDateTime, parseTime } from "./parse.ts";
import { DateTime, PlainDate, PlainTime, type Moment } from "./values.ts";
import { utc } from "../../timezone/index.ts";

/**
 * Converts a date, time or datetime in any form: our classes, a `Date`, or one of Temporal's. `undefined` for
 * anything else, including an invalid `Date`.
 *
 * @example
 * console.log(momentOf(new Date("2026-11-29T12:00:00Z")));
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

/** Recognises Temporal's classes by their tag, so that any implementation works. */
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

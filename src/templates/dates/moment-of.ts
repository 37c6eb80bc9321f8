/** Whatever may stand for a date, a time or a moment, as our own classes. */
import { parseDate, parseDateTime, parseTime } from "./parse.ts";
import { DateTime, PlainDate, PlainTime, type Moment } from "./values.ts";
import { utc } from "../../timezone/index.ts";

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

/** Parses dates and times. Source: Django, `utils/dateparse.py`, and Python's `fromisoformat`. */
import { readClock, readDay, readOffset, type Groups } from "./iso.ts";
import { DateTime, PlainDate, PlainTime } from "./values.ts";

/** Parts with one or two digits between separators, which ISO 8601 does not allow. */
const day = String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`;
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<fraction>\d{1,6})\d{0,6})?)?`;
const looseDate = new RegExp(`^${day}$`);
const looseTime = new RegExp(`^${clock}$`);
const looseMoment = new RegExp(
  String.raw`^${day}[T ]${clock}\s*(?<offset>Z|[+-]\d{2}(?::?\d{2})?)?$`,
);

/** ISO 8601 in extended and basic form, including week dates. */
const isoDay = String.raw`\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-W\d{2}(?:-\d)?|\d{4}W\d{2}\d?`;
const isoFraction = String.raw`(?:[.,](?<fraction>\d{1,6})\d*)?`;
const isoOffset = String.raw`(?<offset>Z|[+-]\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|\d{2}(?:\d{2}(?:\.\d+)?)?)?)?`;
const isoTimes = [
  String.raw`(?<hour>\d{2})(?::(?<minute>\d{2})(?::(?<second>\d{2})${isoFraction})?)?${isoOffset}`,
  String.raw`(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})${isoFraction})?${isoOffset}`,
];
const isoDate = new RegExp(`^(?<date>${isoDay})$`);
const isoTime = isoTimes.map((time) => new RegExp(`^T?${time}$`));
const isoMoment = [
  isoDate,
  ...isoTimes.map((time) => new RegExp(`^(?<date>${isoDay}).${time}$`, "su")),
];

/**
 * Parses `2026-11-22`, `2026-1-2`, `20261122` and `2026-W47-7`. `undefined` for anything else.
 *
 * @throws {RangeError} The date does not exist: `2026-02-30`.
 *
 * @example
 * assert.equal(parseDate("2026-11-29")?.month, 11);
 */
export function parseDate(value: string): PlainDate | undefined {
  return read(value, [isoDate], looseDate, dateOf);
}

/**
 * Parses `14:05`, `14:05:09`, `14:05:09.000123`, `1405` and `140509`; ignores an offset at the end.
 * `undefined` for anything else.
 *
 * @throws {RangeError} The time does not exist: `09:15:90`.
 *
 * @example
 * assert.equal(parseTime("14:05")?.hour, 14);
 */
export function parseTime(value: string): PlainTime | undefined {
  return read(value, isoTime, looseTime, timeOf);
}

/**
 * Parses `2026-11-22T12:00:00.000123+02:00`; the offset may be `Z` or missing, and a date alone means its
 * midnight. `undefined` for anything else.
 *
 * @throws {RangeError} The date or time does not exist.
 *
 * @example
 * console.log(parseDateTime("2026-11-29 12:00"));
 */
export function parseDateTime(value: string): DateTime | undefined {
  return read(value, isoMoment, looseMoment, momentOf);
}

/** Tries ISO 8601 first, then Django's own form, whose parts may be out of range. */
function read<Value>(
  text: string,
  strict: readonly RegExp[],
  loose: RegExp,
  make: (groups: Groups) => Value,
): Value | undefined {
  for (const form of strict) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    try {
      return make(groups);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const groups = loose.exec(text)?.groups;
  return groups && make(groups);
}

function dateOf(groups: Groups): PlainDate {
  const { year, month, day: dayOfMonth } = readDay(groups);
  return new PlainDate(year, month, dayOfMonth);
}

function timeOf(groups: Groups): PlainTime {
  readOffset(groups["offset"]);
  const { hour, minute, second, microsecond } = readClock(groups);
  return new PlainTime(hour, minute, second, microsecond);
}

function momentOf(groups: Groups): DateTime {
  const { year, month, day: dayOfMonth } = readDay(groups);
  const { hour, minute, second, microsecond } = readClock(groups);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, dayOfMonth);
  local.setUTCHours(hour, minute, second, Math.floor(microsecond / 1000));
  const zone = readOffset(groups["offset"]);
  const epoch = local.getTime() - (zone ? zone.offset(0) * 1000 : 0);
  return new DateTime(epoch, zone, microsecond % 1000);
}

import type { ColumnKind, ColumnType } from "../meta.ts";
import { isoText, momentText, readMoment, toDate, toMoment, toTime } from "./dates.ts";
import { Duration } from "./duration.ts";
import { UNCHANGED } from "./unchanged.ts";

/** Days are texts: `"2026-11-22"`. */
export function dateType(kind: ColumnKind): ColumnType {
  return {
    kind,
    prepare: expecting(toDate, "expected a day such as 2026-02-28"),
    toDatabase: String,
    fromDatabase: UNCHANGED,
  };
}

/** Times of day are texts: `"09:30:00"`, with `.123000` for fractions. */
export function timeType(kind: ColumnKind): ColumnType {
  const read = (raw: string): string => toTime(raw) ?? raw;
  return {
    kind,
    prepare: expecting(toTime, "expected a time of day such as 09:30 or 09:30:00"),
    toDatabase: String,
    fromDatabase: { sqlite: undefined, postgresql: read },
  };
}

/** Datetimes are Dates; microseconds in a database are cut off. */
export function datetimeType(kind: ColumnKind): ColumnType {
  return {
    kind,
    prepare: expecting(toMoment, "expected a Date or a text such as 2026-02-28T09:30:00Z"),
    toDatabase: (value, vendor) =>
      vendor === "sqlite" ? momentText(value as Date) : isoText(value as Date),
    fromDatabase: { sqlite: readMoment, postgresql: readMoment },
  };
}

export function durationType(kind: ColumnKind): ColumnType {
  return {
    kind,
    prepare: expecting(toDuration, "expected a Duration or a text such as P1DT2H or 1 02:00:00"),
    toDatabase: (value, vendor) => {
      const { microseconds } = value as Duration;
      return vendor === "sqlite" ? microseconds : `${microseconds} microseconds`;
    },
    fromDatabase: {
      sqlite: (raw: number | bigint) => new Duration(Number(raw)),
      postgresql: readInterval,
    },
  };
}

function expecting<T>(read: (value: unknown) => T | undefined, expected: string) {
  return (value: unknown): T => {
    const read_ = read(value);
    if (read_ === undefined) throw new TypeError(expected);
    return read_;
  };
}

function toDuration(value: unknown): Duration | undefined {
  if (value instanceof Duration) return value;
  return typeof value === "string" ? Duration.parse(value) : undefined;
}

function readInterval(raw: string): Duration {
  const read = Duration.parse(raw);
  if (!read) throw new TypeError("The database's interval is in a form that mkweb does not read.");
  return read;
}

import type { Expression } from "../nodes/expression.ts";
import type { ColumnType } from "../meta.ts";
import { call } from "./define.ts";

export type DatePart =
  | "year"
  | "isoYear"
  | "quarter"
  | "month"
  | "week"
  | "weekDay"
  | "isoWeekDay"
  | "day"
  | "hour"
  | "minute"
  | "second";

export type TruncateTo =
  | "year"
  | "quarter"
  | "month"
  | "week"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "date"
  | "time";

export interface ZoneOptions {
  /** IANA name of the zone for datetimes. Default: the current one. */
  readonly timeZone?: string;
}

/**
 * Extracts a part of a date or time as a number: Django's `ExtractYear` and so on.
 *
 * @example
 * await Book.objects.annotate({ year: extract("year", "published") });
 */
export function extract(part: DatePart, operand: unknown, options: ZoneOptions = {}): Expression {
  return call("Extract", [operand], { part, ...options });
}

/**
 * Truncates a date or datetime to the beginning of its year, month and so on; `date` and `time` are Django's
 * `TruncDate` and `TruncTime`.
 *
 * @example
 * await Book.objects.annotate({ month: trunc("month", "published") });
 */
export function trunc(
  to: TruncateTo,
  operand: unknown,
  options: ZoneOptions & { readonly type?: ColumnType } = {},
): Expression {
  const { type, ...rest } = options;
  return call("Trunc", [operand], { to, ...rest }, type);
}

/** The database's current time. */
export const now = (): Expression => call("Now", []);

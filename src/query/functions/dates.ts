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
  /** IANA name of the zone whose clocks count, of moments. Default: the current one. */
  readonly timeZone?: string;
}

/** A part of a date, a time or a moment as a number: Django's `ExtractYear` and its like. */
export function extract(part: DatePart, operand: unknown, options: ZoneOptions = {}): Expression {
  return call("Extract", [operand], { part, ...options });
}

/** The begin of the year, month ... that a date or a moment is in; `date` and `time` are Django's `TruncDate`, `TruncTime`. */
export function trunc(
  to: TruncateTo,
  operand: unknown,
  options: ZoneOptions & { readonly type?: ColumnType } = {},
): Expression {
  const { type, ...rest } = options;
  return call("Trunc", [operand], { to, ...rest }, type);
}

/** The database's current moment. */
export const now = (): Expression => call("Now", []);

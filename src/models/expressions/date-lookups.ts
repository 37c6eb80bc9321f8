/** Conditions on parts of dates and times. Implemented in the room `query`. */
import * as nodes from "../../query/index.ts";
import type { DateLookup, Expression, Lookup } from "../types/conditions.ts";

interface PartOfDate {
  (value: number | Lookup<number> | Expression<string>): DateLookup;
}

/**
 * The year; of a datetime in the current time zone.
 *
 * @example
 * const books = await Book.objects.filter({ published: year(2026) });
 */
export const year: PartOfDate = nodes.year as never;

/**
 * The year of the ISO week.
 *
 * @example
 * const books = await Book.objects.filter({ published: isoYear(2026) });
 */
export const isoYear: PartOfDate = nodes.isoYear as never;

/**
 * The quarter, 1 to 4.
 *
 * @example
 * const books = await Book.objects.filter({ published: quarter(4) });
 */
export const quarter: PartOfDate = nodes.quarter as never;

/**
 * The month, 1 to 12.
 *
 * @example
 * const books = await Book.objects.filter({ published: month(12) });
 */
export const month: PartOfDate = nodes.month as never;

/**
 * The ISO week, 1 to 53.
 *
 * @example
 * const books = await Book.objects.filter({ published: week(52) });
 */
export const week: PartOfDate = nodes.week as never;

/**
 * The day of the week, 1 for Sunday to 7 for Saturday.
 *
 * @example
 * const books = await Book.objects.filter({ published: weekDay(1) });
 */
export const weekDay: PartOfDate = nodes.weekDay as never;

/**
 * The day of the week, 1 for Monday to 7 for Sunday.
 *
 * @example
 * const books = await Book.objects.filter({ published: isoWeekDay(7) });
 */
export const isoWeekDay: PartOfDate = nodes.isoWeekDay as never;

/**
 * The day of the month.
 *
 * @example
 * const books = await Book.objects.filter({ published: day(24) });
 */
export const day: PartOfDate = nodes.day as never;

/**
 * The hour, 0 to 23.
 *
 * @example
 * const books = await Book.objects.filter({ published: hour(lt(6)) });
 */
export const hour: PartOfDate = nodes.hour as never;

/**
 * The minute.
 *
 * @example
 * const books = await Book.objects.filter({ published: minute(30) });
 */
export const minute: PartOfDate = nodes.minute as never;

/**
 * The second.
 *
 * @example
 * const books = await Book.objects.filter({ published: second(0) });
 */
export const second: PartOfDate = nodes.second as never;

/**
 * The date of a datetime, in the current time zone.
 *
 * @example
 * const books = await Book.objects.filter({ published: date(gt("2026-01-01")) });
 */
export const date: (value: string | Lookup<string>) => DateLookup = nodes.date as never;

/**
 * The time of day of a datetime, in the current time zone.
 *
 * @example
 * const books = await Book.objects.filter({ published: time(lt("06:00")) });
 */
export const time: (value: string | Lookup<string>) => DateLookup = nodes.time as never;

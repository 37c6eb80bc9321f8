/** Years, months, weeks and days, and their beginnings. */
import { Http404 } from "../../http/index.ts";
import { PlainDate } from "../../templates/index.ts";
import { addDays, dayOf, weekday } from "./days.ts";

export type Period = "year" | "month" | "week" | "day";

/** Whether the weeks of a format begin on Monday. @throws {RangeError} An unknown format. */
export function isMondayFirst(weekFormat: string): boolean {
  if (weekFormat === "%W" || weekFormat === "%V") return true;
  if (weekFormat === "%U") return false;
  throw new RangeError(`Unknown week format '${weekFormat}'. Choices are: %U, %V, %W`);
}

function daysIntoWeek(date: PlainDate, weekFormat: string): number {
  return isMondayFirst(weekFormat) ? weekday(date) : (weekday(date) + 1) % 7;
}

/** The first day of a day's period; `undefined` outside of the supported years. */
export function beginOf(
  date: PlainDate,
  period: Period,
  weekFormat: string,
): PlainDate | undefined {
  if (period === "year") return new PlainDate(date.year, 1, 1);
  if (period === "month") return new PlainDate(date.year, date.month, 1);
  return period === "week" ? addDays(date, -daysIntoWeek(date, weekFormat)) : date;
}

/** The first day of the next period. @throws {Http404} It is outside of the supported years. */
export function endOf(date: PlainDate, period: Period, weekFormat: string): PlainDate {
  const next = following(date, period, weekFormat);
  if (next) return next;
  throw new Http404("Date out of range");
}

function following(date: PlainDate, period: Period, weekFormat: string): PlainDate | undefined {
  const { year, month } = date;
  if (period === "year" || (period === "month" && month === 12)) return dayOf(year + 1, 1, 1);
  if (period === "month") return new PlainDate(year, month + 1, 1);
  return addDays(date, period === "week" ? 7 - daysIntoWeek(date, weekFormat) : 1);
}

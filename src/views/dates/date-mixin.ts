/** Source: Django, `views/generic/dates.py`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { Http404 } from "../../http/index.ts";
import type { PlainDate } from "../../templates/index.ts";
import type { Mixin, ViewClass } from "../types.ts";
import { View } from "../view.ts";
import { dayFromText } from "./day-from-text.ts";
import type { DatedView } from "./lookups.ts";
import { nextDay, previousDay } from "./neighbours.ts";
import { isMondayFirst, type Period } from "./periods.ts";

/** A year, month, week or day as in the URL. */
export type DatePart = string | number;

export interface DateMembers {
  /** The field with an object's date. */
  dateField: string | undefined;
  /** Whether to show objects of the future. Default `false`. */
  allowFuture: boolean;
  /** As in Python's `strptime`. Default `"%Y"`. */
  yearFormat: string;
  /** Default `"%b"`: `jan`. */
  monthFormat: string;
  /** Default `"%d"`. */
  dayFormat: string;
  /** `"%U"` counts weeks from the first Sunday, `"%W"` from the first Monday, `"%V"` by ISO 8601. Default `"%U"`. */
  weekFormat: string;
  /** Default: the value of `year` in the URL, or in the query. */
  year: DatePart | undefined;
  month: DatePart | undefined;
  day: DatePart | undefined;
  week: DatePart | undefined;
  /** @throws {ImproperlyConfigured} The view does not define it. */
  getDateField(): string;
  getAllowFuture(): boolean;
  getYearFormat(): string;
  getMonthFormat(): string;
  getDayFormat(): string;
  getWeekFormat(): string;
  /** @throws {Http404} Neither the view nor the URL nor the query define it. */
  getYear(): DatePart;
  getMonth(): DatePart;
  getDay(): DatePart;
  getWeek(): DatePart;
  /** The first day of the next year that may be shown, or `null`. */
  getNextYear(date: PlainDate): Promise<PlainDate | null>;
  getPreviousYear(date: PlainDate): Promise<PlainDate | null>;
  getNextMonth(date: PlainDate): Promise<PlainDate | null>;
  getPreviousMonth(date: PlainDate): Promise<PlainDate | null>;
  getNextWeek(date: PlainDate): Promise<PlainDate | null>;
  getPreviousWeek(date: PlainDate): Promise<PlainDate | null>;
  getNextDay(date: PlainDate): Promise<PlainDate | null>;
  getPreviousDay(date: PlainDate): Promise<PlainDate | null>;
}

/**
 * Adds years, months, weeks and days to a view with a query set.
 *
 * @example
 * class Archive extends DateMixin(ListView<Question>) {
 *   override dateField = "pubDate";
 * }
 */
export function DateMixin<B extends ViewClass>(Base: B): B & Mixin<DateMembers> {
  class WithDates extends (Base as unknown as typeof View) implements DateMembers {
    dateField: string | undefined = undefined;
    allowFuture = false;
    yearFormat = "%Y";
    monthFormat = "%b";
    dayFormat = "%d";
    weekFormat = "%U";
    year: DatePart | undefined = undefined;
    month: DatePart | undefined = undefined;
    day: DatePart | undefined = undefined;
    week: DatePart | undefined = undefined;

    getDateField(): string {
      if (this.dateField !== undefined) return this.dateField;
      throw new ImproperlyConfigured(`${this.constructor.name}.dateField is required.`, {
        hint: "Set it to the field with an object's date.",
      });
    }

    getAllowFuture(): boolean {
      return this.allowFuture;
    }

    getYearFormat(): string {
      return this.yearFormat;
    }

    getMonthFormat(): string {
      return this.monthFormat;
    }

    getDayFormat(): string {
      return this.dayFormat;
    }

    getWeekFormat(): string {
      return this.weekFormat;
    }

    getYear(): DatePart {
      return partOf(this, "year");
    }

    getMonth(): DatePart {
      return partOf(this, "month");
    }

    getDay(): DatePart {
      return partOf(this, "day");
    }

    getWeek(): DatePart {
      return partOf(this, "week");
    }

    getNextYear(date: PlainDate): Promise<PlainDate | null> {
      return nextDay(dated(this), date, "year");
    }

    getPreviousYear(date: PlainDate): Promise<PlainDate | null> {
      return previousDay(dated(this), date, "year");
    }

    getNextMonth(date: PlainDate): Promise<PlainDate | null> {
      return nextDay(dated(this), date, "month");
    }

    getPreviousMonth(date: PlainDate): Promise<PlainDate | null> {
      return previousDay(dated(this), date, "month");
    }

    getNextWeek(date: PlainDate): Promise<PlainDate | null> {
      return nextDay(dated(this), date, "week");
    }

    getPreviousWeek(date: PlainDate): Promise<PlainDate | null> {
      return previousDay(dated(this), date, "week");
    }

    getNextDay(date: PlainDate): Promise<PlainDate | null> {
      return nextDay(dated(this), date, "day");
    }

    getPreviousDay(date: PlainDate): Promise<PlainDate | null> {
      return previousDay(dated(this), date, "day");
    }
  }
  return WithDates as never;
}

/** The mixin is used on a view with a query set, which is known at run time. */
function dated(view: object): DatedView {
  return view as DatedView;
}

function partOf(view: View & DateMembers, name: Period): DatePart {
  const own = view[name];
  if (own !== undefined) return own;
  const captured = Object.hasOwn(view.kwargs, name) ? view.kwargs[name] : undefined;
  if (typeof captured === "string" || typeof captured === "number") return captured;
  const asked = view.request.GET.get(name);
  if (asked !== undefined) return asked;
  throw new Http404(`No ${name} specified`);
}

/** The day from parts of a URL. @throws {Http404} They are not a valid day. */
export function dayOfUrl(...parts: readonly (readonly [DatePart, format: string])[]): PlainDate {
  const padded = [...parts, ["", ""] as const, ["", ""] as const].slice(0, 3);
  const text = padded.map(([part]) => String(part)).join("__");
  const format = padded.map(([, format]) => format).join("__");
  const day = dayFromText(text, format);
  if (day) return day;
  throw new Http404(`Invalid date string “${text}” given format “${format}”`);
}

/** The day of a URL with year, month and day. @throws {Http404} */
export function dayOfView(view: DateMembers): PlainDate {
  return dayOfUrl(
    [view.getYear(), view.getYearFormat()],
    [view.getMonth(), view.getMonthFormat()],
    [view.getDay(), view.getDayFormat()],
  );
}

/** The first day of a URL's week. @throws {Http404} {@link RangeError}: the formats do not fit together. */
export function weekOfView(view: DateMembers): PlainDate {
  const format = view.getWeekFormat();
  const firstDay = isMondayFirst(format) ? 1 : 0;
  const yearFormat = view.getYearFormat();
  if (format === "%V" && yearFormat !== "%G") {
    throw new RangeError(
      `The ISO 8601 weeks of '%V' do not fit the years of '${yearFormat}': use '%G', the ISO 8601 year.`,
    );
  }
  return dayOfUrl([view.getYear(), yearFormat], [firstDay, "%w"], [view.getWeek(), format]);
}

/** Lists of objects by date. Source: Django, `views/generic/dates.py`. */
import { asQuerySet } from "../query.ts";
import type { QuerySet } from "../../models/index.ts";
import type { ListFor } from "../types.ts";
import type { PlainDate } from "../../templates/index.ts";
import {
  DateListBase,
  type DatedItems,
  type DateListMembers,
  type DateViewBase,
} from "./date-list-view.ts";
import { dayOfUrl, dayOfView, weekOfView } from "./date-mixin.ts";
import { dayFrom } from "./days.ts";
import { between, onDay } from "./lookups.ts";
import { endOf } from "./periods.ts";

class ArchiveIndexBase extends DateListBase {
  override contextObjectName: string | undefined = "latest";
  override templateNameSuffix = "_archive";

  async getDatedItems(): Promise<DatedItems<unknown>> {
    const rows = this.getDatedQueryset();
    await this.checkNotEmpty(rows);
    const dates = await this.getDateList(rows, undefined, "desc");
    return [dates, dates.length > 0 ? rows : noneOf(rows, this), {}];
  }
}

/**
 * Lists the newest objects as `latest`, and the years that have any: `polls/question_archive.html`.
 *
 * @example
 * path("archive/", ArchiveIndexView.asView({ model: Question, dateField: "pubDate" }));
 */
export class ArchiveIndexView<R> extends (ArchiveIndexBase as unknown as DateViewBase)<R> {}

class YearArchiveBase extends DateListBase {
  override dateListPeriod = "month" as const;
  override templateNameSuffix = "_archive_year";
  makeObjectList = false;

  getMakeObjectList(): boolean {
    return this.makeObjectList;
  }

  async getDatedItems(): Promise<DatedItems<unknown>> {
    const year = dayOfUrl([this.getYear(), this.getYearFormat()]);
    const until = endOf(year, "year", this.getWeekFormat());
    const rows = this.getDatedQueryset(...between(this, year, until));
    await this.checkNotEmpty(rows);
    const dates = await this.getDateList(rows);
    const next_year = await this.getNextYear(year);
    const previous_year = await this.getPreviousYear(year);
    const shown = this.getMakeObjectList() ? rows : noneOf(rows, this);
    return [dates, shown, { year, next_year, previous_year }];
  }
}

interface YearViewBase extends Pick<DateViewBase, "asView"> {
  new <R>(): InstanceType<DateViewBase> & DateListMembers<R> & YearMembers;
}

interface YearMembers {
  /** Whether to list the objects of the year in addition to its months. Default `false`. */
  makeObjectList: boolean;
  getMakeObjectList(): boolean;
}

/**
 * Lists the months of a year that have objects: `polls/question_archive_year.html`.
 *
 * @example
 * path("<int:year>/", YearArchiveView.asView({ model: Question, dateField: "pubDate" }));
 */
export class YearArchiveView<R> extends (YearArchiveBase as unknown as YearViewBase)<R> {}

class MonthArchiveBase extends DateListBase {
  override dateListPeriod = "day" as const;
  override templateNameSuffix = "_archive_month";

  async getDatedItems(): Promise<DatedItems<unknown>> {
    const month = dayOfUrl(
      [this.getYear(), this.getYearFormat()],
      [this.getMonth(), this.getMonthFormat()],
    );
    const until = endOf(month, "month", this.getWeekFormat());
    const rows = this.getDatedQueryset(...between(this, month, until));
    await this.checkNotEmpty(rows);
    const dates = await this.getDateList(rows);
    const next_month = await this.getNextMonth(month);
    const previous_month = await this.getPreviousMonth(month);
    return [dates, rows, { month, next_month, previous_month }];
  }
}

/**
 * Lists the objects of a month, and its days that have any: `polls/question_archive_month.html`.
 *
 * @example
 * const dated = { model: Question, dateField: "pubDate" } as const;
 * path("<int:year>/<str:month>/", MonthArchiveView.asView(dated));
 */
export class MonthArchiveView<R> extends (MonthArchiveBase as unknown as DateViewBase)<R> {}

class WeekArchiveBase extends DateListBase {
  override templateNameSuffix = "_archive_week";

  async getDatedItems(): Promise<DatedItems<unknown>> {
    const week = weekOfView(this);
    const until = endOf(week, "week", this.getWeekFormat());
    const rows = this.getDatedQueryset(...between(this, week, until));
    await this.checkNotEmpty(rows);
    const next_week = await this.getNextWeek(week);
    const previous_week = await this.getPreviousWeek(week);
    return [null, rows, { week, next_week, previous_week }];
  }
}

/**
 * Lists the objects of a week: `polls/question_archive_week.html`.
 *
 * @example
 * const dated = { model: Question, dateField: "pubDate" } as const;
 * path("<int:year>/week/<int:week>/", WeekArchiveView.asView(dated));
 */
export class WeekArchiveView<R> extends (WeekArchiveBase as unknown as DateViewBase)<R> {}

class DayArchiveBase extends DateListBase {
  override templateNameSuffix = "_archive_day";

  async getDatedItems(): Promise<DatedItems<unknown>> {
    return this.itemsOf(dayOfView(this));
  }

  async itemsOf(day: PlainDate): Promise<DatedItems<unknown>> {
    const rows = this.getDatedQueryset(...onDay(this, day));
    await this.checkNotEmpty(rows);
    const previous_day = await this.getPreviousDay(day);
    const next_day = await this.getNextDay(day);
    const previous_month = await this.getPreviousMonth(day);
    const next_month = await this.getNextMonth(day);
    return [null, rows, { day, previous_day, next_day, previous_month, next_month }];
  }
}

/**
 * Lists the objects of a day: `polls/question_archive_day.html`.
 *
 * @example
 * const dated = { model: Question, dateField: "pubDate" } as const;
 * path("<int:year>/<str:month>/<int:day>/", DayArchiveView.asView(dated));
 */
export class DayArchiveView<R> extends (DayArchiveBase as unknown as DateViewBase)<R> {}

class TodayArchiveBase extends DayArchiveBase {
  override async getDatedItems(): Promise<DatedItems<unknown>> {
    const today = dayFrom(new Date(this.request.now()));
    if (!today) throw new RangeError("The clock shows a year beyond 1 to 9999.");
    return this.itemsOf(today);
  }
}

/**
 * Lists the objects of today: `polls/question_archive_day.html`.
 *
 * @example
 * path("today/", TodayArchiveView.asView({ model: Question, dateField: "pubDate" }));
 */
export class TodayArchiveView<R> extends (TodayArchiveBase as unknown as DateViewBase)<R> {}

function noneOf(rows: ListFor<unknown>, view: object): ListFor<unknown> {
  return (asQuerySet(rows, view) as unknown as QuerySet<object>).none();
}

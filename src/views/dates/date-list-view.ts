/** Source: Django, `views/generic/dates.py`. */
import { Http404, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { lte, type QuerySet } from "../../models/index.ts";
import type { PlainDate } from "../../templates/index.ts";
import { isEmptyList, ListResponding, type ListMembers } from "../list-view.ts";
import { asQuerySet } from "../query.ts";
import type { Context, ListFor, Params } from "../types.ts";
import type { View } from "../view.ts";
import { DateMixin, type DateMembers } from "./date-mixin.ts";
import { dayFrom } from "./days.ts";
import { modelOfDated, nowFor, usesDatetimeField, type DatedView } from "./lookups.ts";
import type { Period } from "./periods.ts";

/** Days or datetimes that have objects, depending on the field. */
export type DateList = readonly (PlainDate | Date)[];

/** The contents of a date page: the dates, the objects, and more variables. */
export type DatedItems<R> = readonly [DateList | null, ListFor<R>, Context];

export interface DateListMembers<R> extends ListMembers<R>, DateMembers {
  /** The unit of `date_list`. */
  dateListPeriod: Period;
  /** The current dates. */
  dateList: DateList | null;
  getDatedItems(): Promise<DatedItems<R>>;
  /** The view's rows that match, without future ones unless they are allowed. */
  getDatedQueryset(...conditions: readonly object[]): ListFor<R>;
  /** @throws {Http404} The list is empty, but empty lists are not allowed. */
  checkNotEmpty(queryset: ListFor<R>): Promise<void>;
  getDateListPeriod(): Period;
  /** The dates that have rows. @throws {Http404} There are none, but empty lists are not allowed. */
  getDateList(queryset: ListFor<R>, period?: Period, order?: "asc" | "desc"): Promise<DateList>;
}

export interface DateViewBase extends Pick<typeof View, "asView"> {
  new <R>(): View & DateListMembers<R>;
}

/** Common base of the lists by date; each defines its items. */
export abstract class DateListBase extends DateMixin(ListResponding) {
  override allowEmpty = false;
  dateListPeriod: Period = "year";
  declare dateList: DateList | null;

  abstract getDatedItems(): Promise<DatedItems<unknown>>;

  async get(_request: HttpRequest, _params: Params, ..._args: string[]): Promise<HttpResponseBase> {
    const [dateList, objectList, extra] = await this.getDatedItems();
    this.dateList = dateList;
    this.objectList = objectList;
    const context = { object_list: objectList, date_list: dateList, ...extra };
    return this.renderToResponse(await this.getContextData(context));
  }

  override getOrdering(): string | readonly string[] | undefined {
    return this.ordering ?? `-${this.getDateField()}`;
  }

  getDatedQueryset(...conditions: readonly object[]): ListFor<unknown> {
    const all = asQuerySet(this.getQueryset(), this);
    const inTime = this.getAllowFuture() ? [] : [{ [this.getDateField()]: lte(nowFor(this)) }];
    return all.filter(...conditions, ...inTime) as never;
  }

  async checkNotEmpty(queryset: ListFor<unknown>): Promise<void> {
    const isPaginated = this.getPaginateBy(queryset) !== undefined;
    if (!this.getAllowEmpty() && (await isEmptyList(queryset, isPaginated))) {
      throw nothingAvailable(this);
    }
  }

  getDateListPeriod(): Period {
    return this.dateListPeriod;
  }

  async getDateList(
    queryset: ListFor<unknown>,
    period: Period = this.getDateListPeriod(),
    order: "asc" | "desc" = "asc",
  ): Promise<DateList> {
    const rows = queryset as unknown as QuerySet<object>;
    const field = this.getDateField() as never;
    const dates: readonly unknown[] = usesDatetimeField(this)
      ? await rows.datetimes(field, period, order)
      : await rows.dates(field, period, order);
    if (dates.length === 0 && !this.getAllowEmpty()) throw nothingAvailable(this);
    return dates.map((date) => (date instanceof Date ? date : dayFrom(date))).filter(isDate);
  }
}

function nothingAvailable(view: DatedView): Http404 {
  return new Http404(`No ${modelOfDated(view).verboseNamePlural} available`);
}

function isDate(date: PlainDate | Date | undefined): date is PlainDate | Date {
  return date !== undefined;
}

/** Years, months and days to choose from above a list. Source: Django, `date_hierarchy` of the `admin_list` tags. */
import { currentTimeZone, max, min } from "../../query/index.ts";
import { DateTime, formatDate, parseDate, PlainDate, zoneOf } from "../../templates/index.ts";
import { nameInMarkup } from "../names.ts";
import type { ChangeList } from "./change-list.ts";
import { lookupPath } from "./lookups/lookup-path.ts";

export interface DateLink {
  readonly title: string;
  /** Missing for the current choice. */
  readonly link?: string;
}

export interface DateHierarchy {
  readonly back: DateLink | undefined;
  readonly choices: readonly DateLink[];
}

type Part = "year" | "month" | "day";

/** Returns the list's date hierarchy; `undefined` if the class names no field. */
export async function dateHierarchyOf(list: ChangeList): Promise<DateHierarchy | undefined> {
  const { dateHierarchy, opts } = list;
  if (dateHierarchy === undefined) return undefined;
  const field = nameInMarkup(dateHierarchy);
  const isMoment = lookupPath(opts, field).parts.at(-1)?.field?.type.kind === "datetime";
  const days = new Days(list, dateHierarchy, isMoment);
  const asked = (part: Part): number | undefined => {
    const text = list.params.get(`${field}__${part}`);
    return text ? Number(text) : undefined;
  };
  let [year, month, day] = [asked("year"), asked("month"), asked("day")];
  if (!year && !month && !day) [year, month] = await days.common();
  const link = (parts: Partial<Record<Part, number>>): string =>
    list.getQueryString(
      Object.fromEntries(Object.entries(parts).map(([part, n]) => [`${field}__${part}`, n])),
      [`${field}__`],
    );
  if (year && month && day) return oneDay(new PlainDate(year, month, day), link);
  if (year && month) return daysOf(await days.all("day"), year, month, link);
  if (year) return monthsOf(await days.all("month"), year, link);
  const years = await days.all("year");
  return {
    back: undefined,
    choices: years.map((each) => ({ title: String(each.year), link: link({ year: each.year }) })),
  };
}

type Link = (parts: Partial<Record<Part, number>>) => string;

function oneDay(day: PlainDate, link: Link): DateHierarchy {
  const { year, month } = day;
  return {
    back: { title: formatDate(day, "YEAR_MONTH_FORMAT"), link: link({ year, month }) },
    choices: [{ title: formatDate(day, "MONTH_DAY_FORMAT") }],
  };
}

function daysOf(
  days: readonly PlainDate[],
  year: number,
  month: number,
  link: Link,
): DateHierarchy {
  return {
    back: { title: String(year), link: link({ year }) },
    choices: days.map((day) => ({
      title: formatDate(day, "MONTH_DAY_FORMAT"),
      link: link({ year, month, day: day.day }),
    })),
  };
}

function monthsOf(months: readonly PlainDate[], year: number, link: Link): DateHierarchy {
  return {
    back: { title: "All dates", link: link({}) },
    choices: months.map((each) => ({
      title: formatDate(each, "YEAR_MONTH_FORMAT"),
      link: link({ year, month: each.month }),
    })),
  };
}

/** The dates of a field in the list's rows. */
class Days {
  readonly #list: ChangeList;
  readonly #path: string;
  readonly #isMoment: boolean;

  constructor(list: ChangeList, path: string, isMoment: boolean) {
    this.#list = list;
    this.#path = path;
    this.#isMoment = isMoment;
  }

  /** Returns the first days of the years or months in the rows, or their days. */
  async all(kind: Part): Promise<readonly PlainDate[]> {
    const { queryset } = this.#list;
    const path = this.#path as never;
    const found: readonly unknown[] = this.#isMoment
      ? await queryset.datetimes(path, kind)
      : await queryset.dates(path, kind);
    return found.map(dayOf).filter((each) => each !== undefined);
  }

  /** Returns the year, and month, that all rows share. */
  async common(): Promise<readonly [year: number | undefined, month: number | undefined]> {
    const span = { first: min(this.#path), last: max(this.#path) };
    const found = (await this.#list.queryset.aggregate(span as never)) as Record<string, unknown>;
    const [first, last] = [dayOf(found["first"]), dayOf(found["last"])];
    if (!first || first.year !== last?.year) return [undefined, undefined];
    return [first.year, first.month === last.month ? first.month : undefined];
  }
}

function dayOf(value: unknown): PlainDate | undefined {
  if (typeof value === "string") return parseDate(value);
  if (!(value instanceof Date)) return undefined;
  const { year, month, day } = new DateTime(value.getTime(), zoneOf(currentTimeZone()));
  return new PlainDate(year, month, day);
}

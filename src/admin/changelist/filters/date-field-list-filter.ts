import type { MaybePromise } from "../../../http/index.ts";
import { and, currentTimeZone } from "../../../query/index.ts";
import { DateTime, PlainDate, textOf, zoneOf } from "../../../templates/index.ts";
import { fromWallClock } from "../../../timezone/index.ts";
import type { FilteredList } from "../list-filter.ts";
import { lookupCondition } from "../lookups/lookup-condition.ts";
import { FieldListFilter, type FilterLine } from "./field-list-filter.ts";

/** A period, or whether there is a date at all, with its query parameters. */
type Span = readonly [name: string, parameters: Readonly<Record<string, string>>];

/** Offers today, the past week, this month, this year. */
export class DateFieldListFilter extends FieldListFilter {
  get #since(): string {
    return `${this.lookup}__gte`;
  }

  get #until(): string {
    return `${this.lookup}__lt`;
  }

  /** Query parameters about the field, of this filter or another. */
  #asked: Readonly<Record<string, string>> = {};

  override load(): MaybePromise<void> {
    const asked = [...this.parameters].filter(([name]) => name.startsWith(`${this.lookup}__`));
    this.#asked = Object.fromEntries(asked.map(([name, values]) => [name, values.at(-1) ?? ""]));
    return super.load();
  }

  override expectedParameters(): readonly string[] {
    const bounds = [this.#since, this.#until];
    return this.nullable ? [...bounds, `${this.lookup}__isnull`] : bounds;
  }

  /** The available choices. */
  protected get spans(): readonly Span[] {
    const { year, month, day } = new DateTime(this.request.now(), zoneOf(currentTimeZone()));
    const between = (from: PlainDate, to: PlainDate) => ({
      [this.#since]: this.#bound(from),
      [this.#until]: this.#bound(to),
    });
    const today = new PlainDate(year, month, day);
    const tomorrow = daysAfter(today, 1);
    const nextMonth =
      month === 12 ? new PlainDate(year + 1, 1, 1) : new PlainDate(year, month + 1, 1);
    const isNull = `${this.lookup}__isnull`;
    return [
      ["Any date", {}],
      ["Today", between(today, tomorrow)],
      ["Past 7 days", between(daysAfter(today, -7), tomorrow)],
      ["This month", between(new PlainDate(year, month, 1), nextMonth)],
      ["This year", between(new PlainDate(year, 1, 1), new PlainDate(year + 1, 1, 1))],
      ...(this.nullable
        ? ([
            ["No date", { [isNull]: "True" }],
            ["Has date", { [isNull]: "False" }],
          ] as const)
        : []),
    ];
  }

  /** Formats a date; for a datetime field, the moment at which the day begins. */
  #bound(date: PlainDate): string {
    if (this.part.field?.type.kind !== "datetime") return date.toString();
    const zone = zoneOf(currentTimeZone());
    const midnight = Date.UTC(date.year, date.month - 1, date.day);
    return new DateTime(fromWallClock(midnight, zone), zone).toString();
  }

  protected override lines(list: FilteredList): readonly FilterLine[] {
    const asked = this.#asked;
    return this.spans.map(([name, parameters]) => ({
      name,
      selected: isSame(asked, parameters),
      queryString: list.getQueryString(parameters, [`${this.lookup}__`]),
      facet: () =>
        and(
          ...Object.entries(parameters).map(([lookup, value]) =>
            lookupCondition(this.model, lookup, [value]),
          ),
        ),
    }));
  }
}

function daysAfter(date: PlainDate, days: number): PlainDate {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day + days));
  return new PlainDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

function isSame(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => textOf(one[name]) === other[name])
  );
}

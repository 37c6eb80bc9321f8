/** Functions for dates and times, with Django's names. Texts among the arguments are names of fields. */
import * as nodes from "../../query/index.ts";
import type { ColumnType, DatePart, TruncateTo, ZoneOptions } from "../../query/index.ts";
import type { Computed, Expression } from "../types/conditions.ts";
import type { Derived } from "../types/expressions.ts";

/**
 * A part of a date or time as a number.
 *
 * @example
 * const books = await Book.objects.annotate({ released: extract("year", "published") });
 */
export const extract: <const N extends string>(
  part: DatePart,
  operand: N | Expression<N>,
  options?: ZoneOptions,
) => Derived<number, N> = nodes.extract as never;

interface Trunc {
  <const N extends string>(
    to: "date" | "time",
    operand: N | Expression<N>,
    options?: ZoneOptions,
  ): Derived<string, N>;
  <const N extends string>(
    to: TruncateTo,
    operand: N | Expression<N>,
    options?: ZoneOptions & { readonly type?: ColumnType },
  ): Derived<Date, N>;
}

/**
 * The beginning of the year, month or other unit of a moment, or its date or time of day.
 *
 * @example
 * const perMonth = await Question.objects
 *   .annotate({ start: trunc("month", "pubDate") })
 *   .values("start")
 *   .annotate({ many: count("id") });
 */
export const trunc: Trunc = nodes.trunc as never;

/**
 * The database's current time.
 *
 * @example
 * await Book.objects.filter({ id: 7 }).update({ published: now() });
 */
export const now: () => Computed<Date> = nodes.now as never;

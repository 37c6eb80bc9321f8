/** Window functions, with Django's names. Texts among the arguments are names of fields. */
import * as nodes from "../../query/index.ts";
import type { WindowOptions } from "../../query/index.ts";
import type { Computed } from "../types/conditions.ts";
import type { Operand } from "../types/expressions.ts";

/**
 * Applies a function or an aggregate to the rows around each row.
 *
 * @example
 * const place = window(rank(), { partitionBy: "author", orderBy: "-pages" });
 * const books = await Book.objects.annotate({ place });
 */
export const window: <V>(operand: Computed<V>, options?: WindowOptions) => Computed<V> =
  nodes.window as never;

/**
 * The number of a row in its window, from 1.
 *
 * @example
 * const books = await Book.objects.annotate({ place: window(rowNumber(), { orderBy: "title" }) });
 */
export const rowNumber: () => Computed<number> = nodes.rowNumber as never;

/**
 * The rank of a row; equal rows share one and leave a gap.
 *
 * @example
 * const books = await Book.objects.annotate({ place: window(rank(), { orderBy: "-pages" }) });
 */
export const rank: () => Computed<number> = nodes.rank as never;

/**
 * The rank of a row; equal rows share one without leaving a gap.
 *
 * @example
 * const books = await Book.objects.annotate({ place: window(denseRank(), { orderBy: "-pages" }) });
 */
export const denseRank: () => Computed<number> = nodes.denseRank as never;

/**
 * Divides the rows into buckets of equal size and numbers them from 1.
 *
 * @example
 * const books = await Book.objects.annotate({ quarter: window(ntile(4), { orderBy: "pages" }) });
 */
export const ntile: (buckets?: number) => Computed<number> = nodes.ntile as never;

/**
 * A value of an earlier row, by default the previous one.
 *
 * @example
 * const books = await Book.objects.annotate({ before: window(lag("title"), { orderBy: "title" }) });
 */
export const lag: <V = unknown>(operand: Operand, offset?: number) => Computed<V | null> =
  nodes.lag as never;

/**
 * A value of a later row, by default the next one.
 *
 * @example
 * const books = await Book.objects.annotate({ after: window(lead("title"), { orderBy: "title" }) });
 */
export const lead: <V = unknown>(operand: Operand, offset?: number) => Computed<V | null> =
  nodes.lead as never;

/**
 * A value of the window's first row.
 *
 * @example
 * const longest = window(firstValue("title"), { partitionBy: "author", orderBy: "-pages" });
 * const books = await Book.objects.annotate({ longest });
 */
export const firstValue: <V = unknown>(operand: Operand) => Computed<V | null> =
  nodes.firstValue as never;

/**
 * A value of the window's last row.
 *
 * @example
 * const shortest = window(lastValue("title"), { orderBy: "-pages", rows: [null, null] });
 * const books = await Book.objects.annotate({ shortest });
 */
export const lastValue: <V = unknown>(operand: Operand) => Computed<V | null> =
  nodes.lastValue as never;

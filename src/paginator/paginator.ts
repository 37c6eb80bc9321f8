/** Source: Django, `core/paginator.py`. */
import { elidedRange, ELLIPSIS, range } from "./elided-range.ts";
import { EmptyPage, PageNotAnInteger } from "./errors.ts";
import { countOf, cut, isList, warnUnlessOrdered, type ObjectList } from "./object-list.ts";
import { Page } from "./page.ts";
import { wholeNumber } from "./whole-number.ts";

/** A requested page: a number, or its text. */
export type PageNumber = number | string | null | undefined;

export interface PageErrorMessages {
  /** Default `"That page number is not an integer"`. */
  readonly invalidPage?: string;
  /** Default `"That page number is less than 1"`. */
  readonly minPage?: string;
  /** Default `"That page contains no results"`. */
  readonly noResults?: string;
}

export interface PaginatorOptions {
  /** Number of objects by which the last page may be longer, instead of adding another page. Default 0. */
  readonly orphans?: number;
  /** Whether an empty list has one empty page rather than none. Default `true`. */
  readonly allowEmptyFirstPage?: boolean;
  readonly errorMessages?: PageErrorMessages;
}

export interface ElidedRangeOptions {
  /** Pages shown on each side of the current one. Default 3. */
  readonly onEachSide?: number;
  /** Pages shown at each end. Default 2. */
  readonly onEnds?: number;
}

/**
 * Splits a list into pages, counted from 1. Methods that count the list return a promise; it is counted once.
 *
 * @example
 * const paginator = new Paginator(Question.objects.orderBy("-pubDate"), 25);
 * const page = await paginator.getPage(request.GET.get("page"));
 */
export class Paginator<R> implements AsyncIterable<Page<R>> {
  /** Placeholder for pages that {@link Paginator.getElidedPageRange} omits. */
  static readonly ELLIPSIS = ELLIPSIS;
  readonly objectList: ObjectList<R>;
  readonly perPage: number;
  readonly orphans: number;
  readonly allowEmptyFirstPage: boolean;
  readonly errorMessages: Required<PageErrorMessages>;
  #count: Promise<number> | undefined;

  /**
   * @param objectList A list, or a query set, of which each page reads its part. A query set without order
   *   causes a warning (`UnorderedObjectListWarning`), as its pages may overlap.
   * @param perPage Objects per page, 1 or more.
   * @throws {RangeError} `perPage` or `orphans` is out of range.
   */
  constructor(objectList: ObjectList<R>, perPage: number, options: PaginatorOptions = {}) {
    const { orphans = 0, allowEmptyFirstPage = true, errorMessages } = options;
    warnUnlessOrdered(objectList);
    this.objectList = objectList;
    this.perPage = atLeast(1, "perPage", perPage);
    this.orphans = atLeast(0, "orphans", orphans);
    this.allowEmptyFirstPage = allowEmptyFirstPage;
    this.errorMessages = {
      invalidPage: "That page number is not an integer",
      minPage: "That page number is less than 1",
      noResults: "That page contains no results",
      ...errorMessages,
    };
  }

  /** Number of objects on all pages. */
  count(): Promise<number> {
    return (this.#count ??= countOf(this.objectList).catch((error: unknown) => {
      this.#count = undefined;
      throw error;
    }));
  }

  /** Number of pages. */
  async numPages(): Promise<number> {
    const count = await this.count();
    if (count === 0 && !this.allowEmptyFirstPage) return 0;
    return Math.ceil(Math.max(1, count - this.orphans) / this.perPage);
  }

  /** The numbers of all pages. */
  async pageRange(): Promise<readonly number[]> {
    return range(1, await this.numPages());
  }

  /**
   * Checks that a page exists and returns its number.
   *
   * @throws {PageNotAnInteger} {@link EmptyPage}
   */
  async validateNumber(number: PageNumber): Promise<number> {
    return this.checkNumber(number, await this.numPages());
  }

  /**
   * The same check if the number of pages is already known.
   *
   * @throws {PageNotAnInteger} {@link EmptyPage}
   */
  checkNumber(number: PageNumber, numPages: number): number {
    const whole = wholeNumber(number);
    if (whole === undefined) throw new PageNotAnInteger(this.errorMessages.invalidPage);
    if (whole < 1) throw new EmptyPage(this.errorMessages.minPage);
    if (whole > numPages) throw new EmptyPage(this.errorMessages.noResults);
    return whole;
  }

  /**
   * Reads a page.
   *
   * @throws {PageNotAnInteger} {@link EmptyPage}
   */
  async page(number: PageNumber): Promise<Page<R>> {
    const [count, numPages] = [await this.count(), await this.numPages()];
    const valid = this.checkNumber(number, numPages);
    const bottom = (valid - 1) * this.perPage;
    const top = bottom + this.perPage;
    const end = top + this.orphans >= count ? count : top;
    const objectList = cut(this.objectList, bottom, end);
    const rows = isList(objectList) ? objectList : await objectList;
    return new Page({ rows, objectList, number: valid, paginator: this, count, numPages });
  }

  /**
   * Reads a page for any input: the first page if it is not a number, the last one if the page does not
   * exist.
   *
   * @throws {EmptyPage} No page exists: `allowEmptyFirstPage` is false and the list is empty.
   */
  async getPage(number: PageNumber): Promise<Page<R>> {
    const numPages = await this.numPages();
    const whole = wholeNumber(number);
    if (whole === undefined) return this.page(1);
    return this.page(whole < 1 || whole > numPages ? numPages : whole);
  }

  /**
   * The numbers of pages near one and at both ends, with {@link Paginator.ELLIPSIS} for those between: `1, 2,
   * …, 40, 41, 42, 43, 44, 45, 46, …, 49, 50`.
   *
   * @throws {PageNotAnInteger} {@link EmptyPage}
   */
  async getElidedPageRange(
    number: PageNumber = 1,
    { onEachSide = 3, onEnds = 2 }: ElidedRangeOptions = {},
  ): Promise<readonly (number | string)[]> {
    const numPages = await this.numPages();
    return elidedRange(this.checkNumber(number, numPages), numPages, onEachSide, onEnds);
  }

  /** Iterates over all pages. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Page<R>, void, undefined> {
    for (const number of await this.pageRange()) yield this.page(number);
  }
}

function atLeast(least: number, name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(
    `${name} of a Paginator must be a whole number from ${least}; it is ${value}.`,
  );
}

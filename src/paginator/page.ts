/** Source: Django, `core/paginator.py`. */
import type { ObjectList } from "./object-list.ts";
import type { Paginator } from "./paginator.ts";

export interface PageContents<R> {
  /** The page's objects. */
  readonly rows: readonly R[];
  readonly objectList: ObjectList<R>;
  readonly number: number;
  readonly paginator: Paginator<R>;
  /** Number of objects and pages when the page was read. */
  readonly count: number;
  readonly numPages: number;
}

/** One page: its objects, which can be iterated, and its position among the others. */
export class Page<R> implements Iterable<R> {
  /** The objects in the list's own form: a list, or an evaluated query set. */
  readonly objectList: ObjectList<R>;
  /** Counted from 1. */
  readonly number: number;
  readonly paginator: Paginator<R>;
  readonly #rows: readonly R[];
  readonly #count: number;
  readonly #numPages: number;

  /** Created by {@link Paginator.page}. */
  constructor({ rows, objectList, number, paginator, count, numPages }: PageContents<R>) {
    this.objectList = objectList;
    this.number = number;
    this.paginator = paginator;
    this.#rows = rows;
    this.#count = count;
    this.#numPages = numPages;
  }

  /** Number of objects on the page. */
  get length(): number {
    return this.#rows.length;
  }

  /** The object at an index on the page; negative ones count from the end. */
  at(index: number): R | undefined {
    return this.#rows.at(index);
  }

  [Symbol.iterator](): Iterator<R> {
    return this.#rows[Symbol.iterator]();
  }

  hasNext(): boolean {
    return this.number < this.#numPages;
  }

  hasPrevious(): boolean {
    return this.number > 1;
  }

  hasOtherPages(): boolean {
    return this.hasPrevious() || this.hasNext();
  }

  /** @throws {EmptyPage} This is the last page. */
  nextPageNumber(): number {
    return this.paginator.checkNumber(this.number + 1, this.#numPages);
  }

  /** @throws {EmptyPage} This is the first page. */
  previousPageNumber(): number {
    return this.paginator.checkNumber(this.number - 1, this.#numPages);
  }

  /** Position of the page's first object among all, counted from 1; 0 if the list is empty. */
  startIndex(): number {
    return this.#count === 0 ? 0 : this.paginator.perPage * (this.number - 1) + 1;
  }

  /** Position of the page's last object among all, counted from 1. */
  endIndex(): number {
    return this.number === this.#numPages ? this.#count : this.number * this.paginator.perPage;
  }

  toString(): string {
    return `<Page ${this.number} of ${this.#numPages}>`;
  }
}

/** One page of a list. Source: Django, `core/paginator.py`. */
import type { ObjectList } from "./object-list.ts";
import type { Paginator } from "./paginator.ts";

export interface PageContents<R> {
  /** The page's objects, read. */
  readonly rows: readonly R[];
  readonly objectList: ObjectList<R>;
  readonly number: number;
  readonly paginator: Paginator<R>;
  /** How many objects and pages there were when the page was read. */
  readonly count: number;
  readonly numPages: number;
}

/** One page: its objects, which `for` goes through, and where it stands among the others. */
export class Page<R> implements Iterable<R> {
  /** The objects as the list holds them: a list, or a query set that is read already. */
  readonly objectList: ObjectList<R>;
  /** Counted from 1. */
  readonly number: number;
  readonly paginator: Paginator<R>;
  readonly #rows: readonly R[];
  readonly #count: number;
  readonly #numPages: number;

  /** Made by {@link Paginator.page}. */
  constructor({ rows, objectList, number, paginator, count, numPages }: PageContents<R>) {
    this.objectList = objectList;
    this.number = number;
    this.paginator = paginator;
    this.#rows = rows;
    this.#count = count;
    this.#numPages = numPages;
  }

  /** How many objects the page has. */
  get length(): number {
    return this.#rows.length;
  }

  /** The object at a place on the page, counted from 0; from the end where negative. */
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

  /** The place of the page's first object among all, counted from 1; 0 if there is none. */
  startIndex(): number {
    return this.#count === 0 ? 0 : this.paginator.perPage * (this.number - 1) + 1;
  }

  /** The place of the page's last object among all, counted from 1. */
  endIndex(): number {
    return this.number === this.#numPages ? this.#count : this.number * this.paginator.perPage;
  }

  toString(): string {
    return `<Page ${this.number} of ${this.#numPages}>`;
  }
}

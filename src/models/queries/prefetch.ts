import type { Rows } from "../types/expressions.ts";

/** A relation to prefetch with a custom query; created by {@link prefetch}. Django's `Prefetch`. */
export class Prefetch {
  /** Path of the relation: `genres`, `author.books`. */
  readonly lookup: string;
  readonly query: Rows<unknown> | undefined;
  /** The property for the list, if not the relation itself. */
  readonly toAttribute: string | undefined;

  constructor(lookup: string, query: Rows<unknown> | undefined, toAttribute: string | undefined) {
    this.lookup = lookup;
    this.query = query;
    this.toAttribute = toAttribute;
  }
}

/**
 * For `prefetchRelated`: a relation, a query for its rows, and the property for the list:
 * `prefetch("books", Book.objects.filter({ inPrint: true }), "booksInPrint")`.
 *
 * @example
 * const authors = await Author.objects.prefetchRelated(
 *   prefetch("books", Book.objects.filter({ pages: gt(100) })),
 * );
 */
export function prefetch(lookup: string, query?: Rows<unknown>, toAttribute?: string): Prefetch {
  return new Prefetch(lookup, query, toAttribute);
}

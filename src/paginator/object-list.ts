/** Lists that can be split into pages. */

/** Rows that the database counts and slices: a query set, or a relation to many. */
export interface PageableRows<R> extends PromiseLike<R[]> {
  /** Whether the rows are ordered. */
  readonly ordered: boolean;
  count(): Promise<number>;
  toString(): string;
  limit(count: number): PageableRows<R>;
  offset(count: number): PageableRows<R>;
}

/** A list, or rows of a model. */
export type ObjectList<R> = readonly R[] | PageableRows<R>;

export function isList<R>(list: ObjectList<R>): list is readonly R[] {
  return Array.isArray(list);
}

export async function countOf(list: ObjectList<unknown>): Promise<number> {
  return isList(list) ? list.length : list.count();
}

/** The part from one index up to, but without, another. */
export function cut<R>(list: ObjectList<R>, from: number, to: number): ObjectList<R> {
  return isList(list) ? list.slice(from, to) : list.offset(from).limit(to - from);
}

const warned = new Set<string>();

/** Warns, once for each kind of list, that pages may overlap. */
export function warnUnlessOrdered(list: ObjectList<unknown>): void {
  if (isList(list) || list.ordered) return;
  const what = list.toString();
  if (warned.has(what)) return;
  warned.add(what);
  process.emitWarning(
    `Pagination may yield inconsistent results with an unordered object_list: ${what}. ` +
      "Give the query orderBy(), or the model an ordering.",
    "UnorderedObjectListWarning",
  );
}

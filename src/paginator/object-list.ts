/** What can be shown in pages. */

/** Rows that are counted and cut where they are: a query set, or what a relation to many leads to. */
export interface PageableRows<R> extends PromiseLike<R[]> {
  /** Whether the rows come in an order. */
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

/** The part from one place up to, not with, another. */
export function cut<R>(list: ObjectList<R>, from: number, to: number): ObjectList<R> {
  return isList(list) ? list.slice(from, to) : list.offset(from).limit(to - from);
}

const warned = new Set<string>();

/** Says, once for each kind of list, that its pages may overlap. */
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

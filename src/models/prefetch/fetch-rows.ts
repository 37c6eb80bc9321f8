import { gt, lte, rowNumber, window } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import { querySetOf } from "../queries/query-set.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";

/** The rows a prefetch chooses from: those of the query that was given, or all. */
export function candidates(info: ModelInfo, given: AnySet | undefined, alias: string): AnySet {
  const rows = given ?? (querySetOf(info.model) as unknown as AnySet);
  return sourceOf(rows).alias === undefined ? rows.using(alias) : rows;
}

/**
 * Reads rows of several objects at once.
 *
 * @param by The path by which rows belong to objects: a sliced query has so many rows for each.
 * @param annotations What is read of the rows besides.
 */
export async function fetchRows(
  rows: AnySet,
  condition: object,
  by: string,
  annotations: object = {},
): Promise<{ readonly rows: readonly ModelBase[]; readonly more: readonly (string | Prefetch)[] }> {
  const { prefetches } = sourceOf(rows);
  // They are read along with those of the objects, and once for all.
  const plain = withSource(rows, { prefetches: [] });
  const chosen = sourceOf(rows).query.isSliced
    ? sliceOfEach(plain, condition, by)
    : plain.filter(condition);
  const annotated =
    Object.keys(annotations).length > 0 ? chosen.annotate(annotations as never) : chosen;
  return { rows: (await annotated) as readonly ModelBase[], more: prefetches };
}

const NUMBER = "prefetchRowNumber";

/** The slice of a query for each object, by the place of a row among its object's. */
function sliceOfEach(rows: AnySet, condition: object, by: string): AnySet {
  const { query } = sourceOf(rows);
  const { low, high, orderItems } = query;
  const place = window(rowNumber(), { partitionBy: by, orderBy: orderItems });
  const open = withSource(rows, { query: query.unsliced() })
    .filter(condition as never)
    .alias({ [NUMBER]: place } as never);
  const behind = open.filter({ [NUMBER]: gt(low) } as never);
  return (high === null
    ? behind
    : behind.filter({ [NUMBER]: lte(high) } as never)) as unknown as AnySet;
}

function withSource(rows: AnySet, more: Partial<ReturnType<typeof sourceOf>>): AnySet {
  return Reflect.construct(rows.constructor, [{ ...sourceOf(rows), ...more }]) as AnySet;
}

import { gt, lte, rowNumber, window } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import { querySetOf } from "../queries/query-set.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";

/** Returns the rows that a prefetch may choose from: those of the given query, or all. */
export function candidates(info: ModelInfo, given: AnySet | undefined, alias: string): AnySet {
  const rows = given ?? (querySetOf(info.model) as unknown as AnySet);
  return sourceOf(rows).alias === undefined ? rows.using(alias) : rows;
}

/**
 * Reads rows for several objects at once.
 *
 * @param by Path by which rows belong to objects: a sliced query applies to each object.
 * @param annotations Additional values to read.
 */
export async function fetchRows(
  rows: AnySet,
  condition: object,
  by: string,
  annotations: object = {},
): Promise<{ readonly rows: readonly ModelBase[]; readonly more: readonly (string | Prefetch)[] }> {
  const { prefetches } = sourceOf(rows);
  // Nested prefetches run once, for the rows of all objects.
  const plain = withSource(rows, { prefetches: [] });
  const chosen = sourceOf(rows).query.isSliced
    ? sliceOfEach(plain, condition, by)
    : plain.filter(condition);
  const annotated =
    Object.keys(annotations).length > 0 ? chosen.annotate(annotations as never) : chosen;
  return { rows: (await annotated) as readonly ModelBase[], more: prefetches };
}

const NUMBER = "prefetchRowNumber";

/** Slices a query per object, by the row's position among its object's rows. */
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

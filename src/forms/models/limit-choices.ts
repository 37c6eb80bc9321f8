import { baseQuerySet, exists, outer, sourceOf, type AnyQuerySet } from "../../models/index.ts";

/** Filters rows by conditions, without duplicates from relations to many. */
export function withLimit(rows: AnyQuerySet, limit: object): AnyQuerySet {
  const { info, alias } = sourceOf(rows);
  const allowed = baseQuerySet(info, alias).filter(limit, { pk: outer("pk") });
  return rows.filter(exists(allowed as never));
}

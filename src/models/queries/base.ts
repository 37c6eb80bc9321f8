import type { ModelInfo } from "../meta/model-info.ts";
import type { AnyQuerySet } from "./any.ts";
import { deleteUnread } from "./changes.ts";
import { queryOfModel } from "./model-query.ts";
import { QuerySet } from "./query-set.ts";
import { sourceOf } from "./source.ts";

class BaseQuerySet extends QuerySet<object> {
  deleteUnread(): Promise<number> {
    return deleteUnread(sourceOf(this));
  }
}

/** Returns all rows of a model, ignoring a query set class of the model. */
export function baseQuerySet(info: ModelInfo, alias?: string): AnyQuerySet {
  return new BaseQuerySet({
    info,
    query: queryOfModel(info),
    shape: "objects",
    prefetches: [],
    ...(alias === undefined ? {} : { alias }),
  }) as unknown as AnyQuerySet;
}

export type { AnyQuerySet };

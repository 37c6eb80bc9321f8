import type { ModelBase } from "../instances/model-base.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { QuerySet } from "../queries/query-set.ts";
import type { Id, ModelOf, New, RowOf } from "../types/row.ts";

/** `author.books`, `book.genres`: the rows that a relation of an object leads to. */
export abstract class RelatedManager<in out M, F = never> extends QuerySet<M> {
  abstract add(...rows: readonly (RowOf<M> | Id<M>)[]): Promise<void>;
  abstract remove(...rows: readonly (RowOf<M> | Id<M>)[]): Promise<void>;
  abstract set(rows: readonly (RowOf<M> | Id<M>)[]): Promise<void>;
  abstract clear(): Promise<void>;
  abstract override create(data: Omit<New<M>, F & PropertyKey>): Promise<ModelOf<M>>;
}

type Maker = (object: ModelBase, relation: RelationInfo) => unknown;

let make: Maker | undefined;

export function setRelatedManager(maker: Maker): void {
  make = maker;
}

/** The manager of what a relation to many of an object leads to. */
export function relatedManager(object: ModelBase, relation: RelationInfo): unknown {
  if (make) return make(object, relation);
  throw new TypeError("Related managers are not connected.");
}

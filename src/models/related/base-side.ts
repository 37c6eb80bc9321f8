import { connectionFor } from "../databases.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "./side.ts";

/** Shared parts of all relations' sides: the object, and atomic changes. */
export abstract class BaseSide {
  protected readonly object: ModelBase;
  protected readonly relation: RelationInfo;
  /** All rows of the other model, on the object's database. */
  protected readonly all: AnySet;

  constructor(object: ModelBase, relation: RelationInfo, all: AnySet) {
    this.object = object;
    this.relation = relation;
    this.all = all;
  }

  abstract filtered(conditions: readonly unknown[]): AnySet;

  rows(): AnySet {
    return this.filtered([]);
  }

  /** Forgets prefetched rows, as the relation changes. */
  protected forgetPrefetched(): void {
    const { accessor, name } = this.relation;
    knownStateOf(this.object)?.prefetched?.delete(accessor ?? name);
  }

  protected atomic<T>(work: () => Promise<T>): Promise<T> {
    return connectionFor(sourceOf(this.all).alias).atomic(work, { savepoint: false });
  }
}

import type { ModelBase } from "../instances/model-base.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import type { AnySet } from "../related/side.ts";

/** Related rows of several objects, and how they belong to objects. */
export interface Fetched {
  readonly rows: readonly ModelBase[];
  /** Returns what a row has in common with its objects. */
  readonly keyOfRow: (row: ModelBase) => unknown;
  readonly keyOfObject: (object: ModelBase) => unknown;
  /** Further relations to prefetch with the rows. */
  readonly more: readonly (string | Prefetch)[];
}

/** Loads one relation for several objects. */
export interface Fetcher {
  /** Whether it leads to at most one row. */
  readonly single: boolean;
  /** Whether an object already has the relation loaded. */
  isFetched(object: ModelBase): boolean;
  /** Returns what an object has loaded. */
  fetched(object: ModelBase): readonly unknown[];
  /** @param query The rows to choose from, if not all. */
  fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched>;
  /** Stores the result for an object. */
  keep(object: ModelBase, rows: readonly ModelBase[]): void;
}

/** Combines several values into a map key. */
export function keyOf(...values: readonly unknown[]): unknown {
  return values.length === 1 && typeof values[0] !== "object" ? values[0] : JSON.stringify(values);
}

import type { ModelBase } from "../instances/model-base.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import type { AnySet } from "../related/side.ts";

/** Related rows of many objects, and which of them belong to which object. */
export interface Fetched {
  readonly rows: readonly ModelBase[];
  /** What a row has in common with the objects it belongs to. */
  readonly keyOfRow: (row: ModelBase) => unknown;
  readonly keyOfObject: (object: ModelBase) => unknown;
  /** Relations to read along with the rows, as their query asks. */
  readonly more: readonly (string | Prefetch)[];
}

/** Reads one relation for many objects. */
export interface Fetcher {
  /** Whether it leads to one row at most. */
  readonly single: boolean;
  /** Whether an object knows what it leads to. */
  isFetched(object: ModelBase): boolean;
  /** What it leads to, as far as an object knows. */
  fetched(object: ModelBase): readonly unknown[];
  /** @param query The rows to choose from, if not all. */
  fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched>;
  /** Keeps what was found for an object. */
  keep(object: ModelBase, rows: readonly ModelBase[]): void;
}

/** Several values as one key of a map. */
export function keyOf(...values: readonly unknown[]): unknown {
  return values.length === 1 && typeof values[0] !== "object" ? values[0] : JSON.stringify(values);
}

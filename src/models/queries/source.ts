import type { Query } from "../../query/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Prefetch } from "./prefetch.ts";

/** The form of a query set's rows. */
export type Shape = "objects" | "values" | "list" | "flat";

/** The parts of a query set. */
export interface Source {
  readonly info: ModelInfo;
  readonly query: Query;
  readonly shape: Shape;
  readonly prefetches: readonly (string | Prefetch)[];
  /** The database chosen with `using()`. */
  readonly alias?: string;
  /** What a related manager knows of the objects that it finds: `{ author }`. */
  readonly known?: Readonly<Record<string, object>>;
  /** The object whose related rows these are, for routers. */
  readonly instance?: object;
}

/** Property with a query set's source. */
export const source: unique symbol = Symbol("source");

export function sourceOf(set: { readonly [source]: Source }): Source {
  return set[source];
}

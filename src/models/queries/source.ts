import type { Query } from "../../query/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { Prefetch } from "./prefetch.ts";

/** What a query set's rows become. */
export type Shape = "objects" | "values" | "list" | "flat";

/** What a query set is made of. */
export interface Source {
  readonly info: ModelInfo;
  readonly query: Query;
  readonly shape: Shape;
  readonly prefetches: readonly (string | Prefetch)[];
  /** The database asked for by `using()`. */
  readonly alias?: string;
  /** What a related manager knows of the objects it finds: `{ author }`. */
  readonly known?: Readonly<Record<string, object>>;
  /** The object whose related rows these are, for routers. */
  readonly instance?: object;
}

/** Under this name a query set holds its source. */
export const source: unique symbol = Symbol("source");

export function sourceOf(set: { readonly [source]: Source }): Source {
  return set[source];
}

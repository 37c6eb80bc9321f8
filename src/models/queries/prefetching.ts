import type { Prefetch } from "./prefetch.ts";

type PrefetchInto = (
  objects: readonly object[],
  lookups: readonly (string | Prefetch)[],
  alias: string | undefined,
) => Promise<void>;

let run: PrefetchInto | undefined;

/** Set by `connect.ts`, as queries cannot import prefetching. */
export function setPrefetching(into: PrefetchInto): void {
  run = into;
}

/** Loads relations of objects and stores them on the objects. */
export const prefetchInto: PrefetchInto = (objects, lookups, alias) => {
  if (run) return run(objects, lookups, alias);
  throw new TypeError("Prefetching is not connected.");
};

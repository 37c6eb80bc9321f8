import type { Prefetch } from "./prefetch.ts";

type PrefetchInto = (
  objects: readonly object[],
  lookups: readonly (string | Prefetch)[],
  alias: string | undefined,
) => Promise<void>;

let run: PrefetchInto | undefined;

/** Set by `connect.ts`: prefetching stands on queries, which cannot know it. */
export function setPrefetching(into: PrefetchInto): void {
  run = into;
}

/** Reads relations of objects along and keeps them there. */
export const prefetchInto: PrefetchInto = (objects, lookups, alias) => {
  if (run) return run(objects, lookups, alias);
  throw new TypeError("Prefetching is not connected.");
};

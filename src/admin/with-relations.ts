/** Loads relations on demand, as Django does. */
import type { MaybePromise } from "../http/index.ts";
import { NotLoadedError, prefetchRelatedObjects } from "../models/index.ts";

/**
 * Returns the result of `work`. If it uses a relation that is not loaded, loads it and runs `work` again.
 *
 * @param among Objects to load the relation for at the same time.
 */
export function withRelations<T>(
  work: () => MaybePromise<T>,
  among: readonly object[] = [],
): MaybePromise<T> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotLoadedError)) throw error;
    const { owner, relation } = error;
    const objects = among.includes(owner) ? among : [owner];
    return prefetchRelatedObjects(objects, relation).then(() => withRelations(work, among));
  }
}

/** Relations that are needed and were not read along, as Django reads them: when they are asked for. */
import type { MaybePromise } from "../http/index.ts";
import { NotLoadedError, prefetchRelatedObjects } from "../models/index.ts";

/**
 * What `work` answers; relations that it finds unread are read, and it is done again.
 *
 * @param among Objects for which the same is done: what is missing of one of them is read of all.
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

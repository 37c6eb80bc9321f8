import { getCache, type Cache } from "../cache/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { getLogger } from "../logging/index.ts";
import { take, type Counted, type Taken } from "./counter.ts";

/** How long to avoid a cache that failed, because requests waiting for it would pile up. */
const PAUSE_MS = 5000;

/** End of the pause, by the settings that name the cache. */
const pauses = new WeakMap<object, number>();

/**
 * Counts one against each of several limits, or against none: if one is exceeded, the others are given back.
 *
 * @returns `undefined` while the cache is unavailable, which is logged.
 */
export async function takeAll(
  request: HttpRequest,
  limits: readonly Counted[],
): Promise<readonly Taken[] | undefined> {
  return whileThere(request, async (cache) => {
    const all: Taken[] = [];
    for (const limit of limits) {
      const taken = await take(cache, limit, request.now());
      all.push(taken);
      if (taken.isAllowed) continue;
      await Promise.all(all.filter((each) => each.isAllowed).map((each) => each.giveBack()));
      break;
    }
    return all;
  });
}

/** Uses the cache that RATELIMIT_CACHE names; `undefined` while it is unavailable. */
export async function whileThere<T>(
  { settings }: HttpRequest,
  work: (cache: Cache) => Promise<T>,
): Promise<T | undefined> {
  if ((pauses.get(settings) ?? 0) > performance.now()) return undefined;
  try {
    return await work(await getCache(settings.RATELIMIT_CACHE, settings));
  } catch (error) {
    pauses.set(settings, performance.now() + PAUSE_MS);
    getLogger("mkweb.security").error("Rate limits are not applied: their cache is unavailable", {
      error,
    });
    return undefined;
  }
}

/** A memory cache, as a project's own BACKEND, in which something happens just before an entry is set. */
import type { CacheBackendFactory } from "../../src/cache/index.ts";
import locmem from "../../src/cache/backends/locmem.ts";

let meanwhile: (() => Promise<unknown>) | undefined;

/** Runs once, before the next entry is set. */
export function beforeNextSet(work: () => Promise<unknown>): void {
  meanwhile = work;
}

const slowCache: CacheBackendFactory = async (context) => {
  const memory = await locmem(context);
  return {
    ...memory,
    async set(key, text, expiresAt) {
      const work = meanwhile;
      meanwhile = undefined;
      await work?.();
      await memory.set(key, text, expiresAt);
    },
  };
};

export default slowCache;

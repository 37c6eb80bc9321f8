/** `mkweb/sessions/backends/cache`: a SESSION_ENGINE: sessions in a cache of CACHES. */
import { getCache } from "../../cache/index.ts";
import { toItems } from "../codec.ts";
import { CreateError, UpdateError, type SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";

const KEY_PREFIX = "mkweb.sessions.cache";

/**
 * Keeps sessions in the cache that SESSION_CACHE_ALIAS names (`mkweb/sessions/backends/cache`). Fast, but a
 * session is lost when the cache drops it: use a large, shared cache.
 */
const cacheSessions: SessionStoreFactory = async ({ settings, now }): Promise<SessionStore> => {
  const cache = await getCache(settings.SESSION_CACHE_ALIAS, settings, now);
  return {
    synchronous: false,
    async load(sessionKey) {
      const data = await cache.get(KEY_PREFIX + sessionKey);
      return data === undefined ? undefined : toItems(data);
    },
    async exists(sessionKey) {
      return cache.has(KEY_PREFIX + sessionKey);
    },
    async save(sessionKey, items, { mustCreate, expireDate }) {
      const key = KEY_PREFIX + sessionKey;
      const data = Object.fromEntries(items);
      const timeout = (expireDate.getTime() - now()) / 1000;
      if (mustCreate) {
        if (!(await cache.add(key, data, { timeout }))) throw new CreateError();
        return sessionKey;
      }
      if (!(await cache.has(key))) throw new UpdateError();
      await cache.set(key, data, { timeout });
      return sessionKey;
    },
    async delete(sessionKey) {
      await cache.delete(KEY_PREFIX + sessionKey);
    },
    async clearExpired() {},
  };
};

export default cacheSessions;

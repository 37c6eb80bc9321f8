/** `mkweb/sessions/backends/cached-db`: a SESSION_ENGINE: sessions in the database, read from a cache. */
import { getCache } from "../../cache/index.ts";
import { toItems } from "../codec.ts";
import type { SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";
import databaseSessions from "./db.ts";

const KEY_PREFIX = "mkweb.sessions.cached-db";

/**
 * Keeps sessions in the database and reads them from the cache that SESSION_CACHE_ALIAS names
 * (`mkweb/sessions/backends/cached-db`). Nothing is lost if the cache drops an entry.
 */
const cachedDatabaseSessions: SessionStoreFactory = async (context): Promise<SessionStore> => {
  const { settings, now } = context;
  const cache = await getCache(settings.SESSION_CACHE_ALIAS, settings, now);
  const database = await databaseSessions(context);
  return {
    synchronous: false,
    missing: async () => database.missing?.(),
    async load(sessionKey) {
      const cached = await cache.get(KEY_PREFIX + sessionKey);
      if (cached !== undefined) return toItems(cached);
      // Not cached: the expiry is in the row, and a session that is read again is soon saved.
      return database.load(sessionKey);
    },
    async exists(sessionKey) {
      return (await cache.has(KEY_PREFIX + sessionKey)) || database.exists(sessionKey);
    },
    async save(sessionKey, items, options) {
      const timeout = (options.expireDate.getTime() - now()) / 1000;
      const remember = (): Promise<void> =>
        cache.set(KEY_PREFIX + sessionKey, Object.fromEntries(items), { timeout });
      if (options.mustCreate) {
        await database.save(sessionKey, items, options);
        await remember();
        return sessionKey;
      }
      // Cache first: a concurrent logout removes the row, then the entry, in whichever order the two meet.
      await remember();
      try {
        return await database.save(sessionKey, items, options);
      } catch (error) {
        await cache.delete(KEY_PREFIX + sessionKey);
        throw error;
      }
    },
    async delete(sessionKey) {
      await database.delete(sessionKey);
      await cache.delete(KEY_PREFIX + sessionKey);
    },
    clearExpired: () => database.clearExpired(),
  };
};

export default cachedDatabaseSessions;

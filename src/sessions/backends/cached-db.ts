/** `mkweb/sessions/backends/cached-db`: a SESSION_ENGINE: sessions in the database, read from a cache. */
import { getCache } from "../../cache/index.ts";
import { toItems } from "../codec.ts";
import type { SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";
import databaseSessions from "./db.ts";

const KEY_PREFIX = "mkweb.sessions.cached-db";

/**
 * Sessions in the database and, for reading, in the cache SESSION_CACHE_ALIAS names
 * (`mkweb/sessions/backends/cached-db`). The cache may forget; nothing is lost.
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
      // Not put into the cache: when it ends is in its row, and a session that is read again is soon saved.
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
      // The cache first: a logout meanwhile removes the row and then the entry, whichever order it meets.
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

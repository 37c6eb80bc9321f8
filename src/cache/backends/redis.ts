import { MkwebError } from "../../errors.ts";
import type { CacheBackend, CacheBackendFactory, ExpiresAt } from "../backend.ts";

/** Adds to a number only if there is one, in one step. */
const INCREMENT =
  "if redis.call('exists', KEYS[1]) == 1 then return redis.call('incrby', KEYS[1], ARGV[1]) end";

async function loadClient(): Promise<typeof import("@redis/client")> {
  try {
    return await import("@redis/client");
  } catch (cause) {
    throw new MkwebError(
      "MKWEB_REDIS_CLIENT_MISSING",
      "CACHES names a Redis cache, but the package '@redis/client' is not installed.",
      { hint: "Run: npm install @redis/client", cause },
    );
  }
}

/**
 * A Redis or Valkey server (`mkweb/cache/backends/redis`) at LOCATION, a `redis://` or `rediss://` URL; shared by
 * every process of every machine. Needs the package `@redis/client` in the project.
 */
const redis: CacheBackendFactory = async ({ location, now }): Promise<CacheBackend> => {
  const { createClient } = await loadClient();
  const client = createClient({ url: location });
  // Without a listener a lost connection would end the process; commands report it themselves.
  client.on("error", () => undefined);
  await client.connect();

  const lifetime = (expiresAt: ExpiresAt): { PX?: number } =>
    expiresAt === null ? {} : { PX: Math.max(1, Math.ceil(expiresAt - now())) };

  return {
    async get(key) {
      return (await client.get(key)) ?? undefined;
    },
    async set(key, text, expiresAt) {
      await client.set(key, text, lifetime(expiresAt));
    },
    async add(key, text, expiresAt) {
      return (await client.set(key, text, { ...lifetime(expiresAt), NX: true })) === "OK";
    },
    async touch(key, expiresAt) {
      if (expiresAt !== null) return (await client.pExpireAt(key, expiresAt)) === 1;
      await client.persist(key);
      return (await client.exists(key)) === 1;
    },
    async delete(key) {
      return (await client.del(key)) > 0;
    },
    async increment(key, by) {
      const value = await client.eval(INCREMENT, { keys: [key], arguments: [String(by)] });
      return typeof value === "number" ? value : undefined;
    },
    async clear() {
      await client.flushDb();
    },
    async close() {
      await client.close();
    },
  };
};

export default redis;

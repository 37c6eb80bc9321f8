/** `mkweb/cache/backends/redis`: BACKEND for CACHES that uses a Redis or Valkey server, for all machines. */
import { LimitExceeded, MkwebError } from "../../errors.ts";
import type { CacheBackend, CacheBackendFactory, ExpiresAt } from "../backend.ts";

/** Increments a number atomically, only if it exists. */
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

/** Seconds. `socket_connect_timeout` defaults to `socket_timeout`; both are Django's names. */
const DEFAULT_TIMEOUT = 5;

/** Longest pause before reconnecting, in ms. */
const LONGEST_PAUSE_MS = 2000;

/**
 * Stores entries in a Redis or Valkey server (`mkweb/cache/backends/redis`) at LOCATION, a `redis://` or `rediss://`
 * URL, shared by all processes and machines. Needs the package `@redis/client` in the project.
 *
 * OPTIONS, in seconds: `socket_timeout` (default 5), the longest wait for an answer, and
 * `socket_connect_timeout` (default: `socket_timeout`). While the server is down every call fails at once; the
 * client reconnects by itself.
 *
 * @throws {LimitExceeded} On reads and writes, if the server does not answer in time.
 */
const redis: CacheBackendFactory = async ({ location, options, now }): Promise<CacheBackend> => {
  const seconds = secondsOf(options["socket_timeout"], DEFAULT_TIMEOUT);
  const client = await connect(location, secondsOf(options["socket_connect_timeout"], seconds));
  const within = <T>(work: Promise<T>): Promise<T> => limited(work, seconds);

  const lifetime = (expiresAt: ExpiresAt): { PX?: number } =>
    expiresAt === null ? {} : { PX: Math.max(1, Math.ceil(expiresAt - now())) };

  return {
    async get(key) {
      return (await within(client.get(key))) ?? undefined;
    },
    async set(key, text, expiresAt) {
      await within(client.set(key, text, lifetime(expiresAt)));
    },
    async add(key, text, expiresAt) {
      return (await within(client.set(key, text, { ...lifetime(expiresAt), NX: true }))) === "OK";
    },
    async touch(key, expiresAt) {
      if (expiresAt !== null) return (await within(client.pExpireAt(key, expiresAt))) === 1;
      await within(client.persist(key));
      return (await within(client.exists(key))) === 1;
    },
    async delete(key) {
      return (await within(client.del(key))) > 0;
    },
    async increment(key, by) {
      const value = await within(client.eval(INCREMENT, { keys: [key], arguments: [String(by)] }));
      return typeof value === "number" ? value : undefined;
    },
    async clear() {
      await within(client.flushDb());
    },
    async close() {
      // A server that is down or does not answer must not delay closing.
      await within(client.close()).catch(() => client.isOpen && client.destroy());
    },
  };
};

export default redis;

/** @throws The client's error, at once, if there is no server. */
async function connect(url: string, seconds: number) {
  const { createClient } = await loadClient();
  let wasThere = false;
  const client = createClient({
    url,
    // Fail at once: requests that wait for a server to come back would pile up.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: seconds * 1000,
      reconnectStrategy: (retries) => wasThere && Math.min(retries * 50, LONGEST_PAUSE_MS),
    },
  });
  // Without a listener a lost connection would end the process; callers see the error anyway.
  client.on("error", () => undefined);
  client.on("ready", () => void (wasThere = true));
  try {
    await limited(client.connect(), seconds);
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw error;
  }
  return client;
}

async function limited<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new LimitExceeded("socket_timeout", `The cache server did not answer within ${seconds} s`, {
          hint: "Check the server, or raise socket_timeout in OPTIONS of the cache.",
        }),
      );
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
    // Nobody waits for a late answer or its failure.
    work.catch(() => undefined);
  }
}

function secondsOf(given: unknown, fallback: number): number {
  return typeof given === "number" && given > 0 ? given : fallback;
}

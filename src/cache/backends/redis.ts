/** `mkweb/cache/backends/redis`: a BACKEND for CACHES: a Redis or Valkey server, for all machines. */
import { LimitExceeded, MkwebError } from "../../errors.ts";
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

/** Seconds, Django's names; `socket_connect_timeout` is `socket_timeout` unless it is given. */
const DEFAULT_TIMEOUT = 5;

/** How long the next attempt to reconnect may be put off, in ms. */
const LONGEST_PAUSE_MS = 2000;

/**
 * A Redis or Valkey server (`mkweb/cache/backends/redis`) at LOCATION, a `redis://` or `rediss://` URL; shared by
 * every process of every machine. Needs the package `@redis/client` in the project.
 *
 * OPTIONS, in seconds: `socket_timeout` (default 5), the time the server may take for an answer, and
 * `socket_connect_timeout` (default: as much). While the server is away every call fails at once; the
 * connection comes back by itself.
 *
 * @throws {LimitExceeded} From what reads or writes: the server is there and does not answer.
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
      // One that does not answer is left; so is one that is away.
      await within(client.close()).catch(() => client.isOpen && client.destroy());
    },
  };
};

export default redis;

/** @throws The client's error, at once, when there is no server. */
async function connect(url: string, seconds: number) {
  const { createClient } = await loadClient();
  let wasThere = false;
  const client = createClient({
    url,
    // What cannot be asked now fails now: requests that wait for a server to come back would pile up.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: seconds * 1000,
      reconnectStrategy: (retries) => wasThere && Math.min(retries * 50, LONGEST_PAUSE_MS),
    },
  });
  // Without a listener a lost connection would end the process; whoever asks is told.
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
          hint: "See that the server is well, or raise socket_timeout in OPTIONS of the cache.",
        }),
      );
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
    // An answer that comes too late, or its failure, is nobody's any more.
    work.catch(() => undefined);
  }
}

function secondsOf(given: unknown, fallback: number): number {
  return typeof given === "number" && given > 0 ? given : fallback;
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { closeCaches, getCache } from "../../src/cache/index.ts";
import { completeSettings, type CacheSettings } from "../../src/conf/index.ts";
import { cacheContract, type CacheUnderTest } from "../contracts/cache-backend.ts";
import { standingClock } from "../support/clock.ts";
import { ageRedis, noRedis, startRedis } from "../support/redis.ts";

// Before the first test is known: while the file waits for more, those that are known may all end, and what they share goes.
const redis = noRedis === undefined ? await startRedis() : undefined;
const scratch = await mkdtemp(path.join(tmpdir(), "mkweb-cache-"));
after(() => rm(scratch, { recursive: true, force: true }));

async function under(
  given: CacheSettings,
  server: string | undefined,
  more: Readonly<Record<string, unknown>> = {},
): Promise<CacheUnderTest> {
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${scratch}/`),
    SECRET_KEY: "a secret of the tests",
    CACHES: { default: given, other: { ...given, KEY_PREFIX: "other" } },
    ...more,
  });
  const clock = standingClock();
  const now = server === undefined ? clock.now : Date.now;
  const cache = await getCache("default", settings, now);
  await cache.clear();
  after(() => closeCaches(settings));
  return {
    cache,
    other: await getCache("other", settings, now),
    wait: (seconds) => (server === undefined ? clock.advance(seconds) : ageRedis(server, seconds)),
  };
}

const emptyFolder = (): Promise<string> => mkdtemp(path.join(scratch, "entries-"));

cacheContract("memory", async () =>
  under({ BACKEND: "mkweb/cache/backends/locmem", LOCATION: await emptyFolder() }, undefined),
);

cacheContract("files", async () =>
  under({ BACKEND: "mkweb/cache/backends/file", LOCATION: await emptyFolder() }, undefined),
);

if (redis !== undefined) {
  const given: CacheSettings = { BACKEND: "mkweb/cache/backends/redis", LOCATION: redis };
  cacheContract("Redis", () => under(given, redis));
} else {
  it("keeps the contract in Redis", { skip: noRedis }, () => undefined);
}

describe("a cache in memory", () => {
  it("drops what was used least recently beyond MAX_ENTRIES", async () => {
    const LOCATION = await emptyFolder();
    const OPTIONS = { MAX_ENTRIES: 2 };
    const { cache } = await under(
      { BACKEND: "mkweb/cache/backends/locmem", LOCATION, OPTIONS },
      undefined,
    );
    await cache.set("a", 1);
    await cache.set("b", 2);
    await cache.get("a");
    await cache.set("c", 3);
    assert.deepEqual([...(await cache.getMany(["a", "b", "c"])).keys()], ["a", "c"]);
  });
});

describe("a cache in files", () => {
  let folder: string;
  before(async () => {
    folder = await emptyFolder();
  });

  it("leaves no other file behind", async () => {
    const given = { BACKEND: "mkweb/cache/backends/file", LOCATION: folder };
    const { cache } = await under(given, undefined);
    await cache.set("a", 1);
    await cache.add("a", 2);
    await cache.incr("a");
    assert.equal((await readdir(folder)).length, 1);
  });
});

describe("the dummy cache", () => {
  it("keeps nothing", async () => {
    const { cache } = await under({ BACKEND: "mkweb/cache/backends/dummy" }, undefined);
    await cache.set("a", 1);
    assert.equal(await cache.get("a"), undefined);
    assert.equal(await cache.add("a", 1), true);
  });
});

describe("CACHES", () => {
  it("is told when it lacks the name that was asked for", async () => {
    const settings = completeSettings({ BASE_DIR: pathToFileURL(`${scratch}/`), SECRET_KEY: "s" });
    await assert.rejects(getCache("nope", settings), {
      code: "MKWEB_CACHE_UNKNOWN",
      message: "CACHES has no 'nope' (it has: default).",
    });
  });

  it("is told what to install where the client of Redis is missing", async () => {
    const worker = fileURLToPath(new URL("without-redis.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [worker]);
    assert.equal(stdout, "MKWEB_REDIS_CLIENT_MISSING Run: npm install @redis/client\n");
  });

  it("is told when a BACKEND names no backend", async () => {
    const settings = completeSettings({
      BASE_DIR: pathToFileURL(`${scratch}/`),
      SECRET_KEY: "s",
      CACHES: { default: { BACKEND: "django.core.cache.backends.locmem.LocMemCache" } },
    });
    await assert.rejects(getCache("default", settings), {
      code: "MKWEB_CACHE_UNKNOWN",
      message:
        /'django\.core\.cache.*', the BACKEND of the cache 'default', is not a cache backend\./,
    });
  });
});

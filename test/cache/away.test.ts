/** Caches whose server is away or does not answer, and folders that take nothing. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { closeCaches, getCache } from "../../src/cache/index.ts";
import { completeSettings, type CacheSettings, type Settings } from "../../src/conf/index.ts";
import { noRedis, startRedisServer } from "../support/redis.ts";

function settingsOf(t: TestContext, cache: CacheSettings, folder = tmpdir()): Settings {
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "a secret of the tests",
    CACHES: { default: cache },
  });
  t.after(() => closeCaches(settings));
  return settings;
}

const redis = (LOCATION: string): CacheSettings => ({
  BACKEND: "mkweb/cache/backends/redis",
  LOCATION,
  OPTIONS: { socket_timeout: 0.3 },
});

/** A server that takes connections and never says a word. */
async function silentServer(t: TestContext): Promise<{ readonly url: string; open(): number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(
      socket
        .on("error", () => {})
        .on("close", () => sockets.delete(socket))
        .resume(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  return { url: `redis://127.0.0.1:${port}`, open: () => sockets.size };
}

describe("a Redis cache", () => {
  it("fails at once where there is no server, and is tried again the next time", async (t) => {
    const settings = settingsOf(t, redis("redis://127.0.0.1:1"));
    await assert.rejects(getCache("default", settings), { code: "ECONNREFUSED" });
    await assert.rejects(getCache("default", settings), { code: "ECONNREFUSED" });
  });

  it("gives up a server that never answers, and its connection", async (t) => {
    const server = await silentServer(t);
    await assert.rejects(getCache("default", settingsOf(t, redis(server.url))), {
      name: "LimitExceeded",
      code: "MKWEB_LIMIT_EXCEEDED",
      limit: "socket_timeout",
    });
    for (let tries = 0; tries < 100 && server.open() > 0; tries++) await delay(10);
    assert.equal(server.open(), 0);
  });

  it(
    "fails at once while its server is away, and comes back with it",
    { skip: noRedis },
    async (t) => {
      const first = await startRedisServer();
      t.after(() => first.stop());
      const cache = await getCache("default", settingsOf(t, redis(first.url)));
      await cache.set("a", 1);

      first.stop();
      await assert.rejects(async () => {
        for (;;) {
          await cache.get("a");
          await delay(10);
        }
      });
      await assert.rejects(cache.get("a"), /The client is offline/);

      const second = await startRedisServer(new URL(first.url).port);
      t.after(() => second.stop());
      let found: unknown = "nothing yet";
      for (let tries = 0; tries < 500 && found !== undefined; tries++) {
        found = await cache.get("a").catch(() => "still away");
        await delay(10);
      }
      assert.equal(found, undefined);
    },
  );

  it(
    "answers an error, and no later answer, when its server stands still",
    { skip: noRedis },
    async (t) => {
      const server = await startRedisServer();
      t.after(() => server.stop());
      const cache = await getCache("default", settingsOf(t, redis(server.url)));
      await cache.set("a", "before");
      spawnSync("redis-cli", ["-u", server.url, "client", "pause", "600"]);

      await assert.rejects(cache.get("a"), { name: "LimitExceeded" });

      let found: unknown;
      for (let tries = 0; tries < 100 && found !== "before"; tries++) {
        found = await cache.get("a").catch(() => undefined);
      }
      assert.equal(found, "before");
    },
  );
});

describe("a cache in files", () => {
  it("leaves nothing behind of an entry that could not be put in its place", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "mkweb-cache-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const settings = settingsOf(
      t,
      { BACKEND: "mkweb/cache/backends/file", LOCATION: "entries" },
      folder,
    );
    const cache = await getCache("default", settings);
    await cache.set("a", 1);
    const [entry = ""] = await readdir(join(folder, "entries"));
    await rm(join(folder, "entries", entry));
    // A folder in the entry's place cannot be replaced by a file.
    await mkdir(join(folder, "entries", entry));

    await assert.rejects(cache.set("a", 2), { code: "EISDIR" });

    assert.deepEqual(await readdir(join(folder, "entries")), [entry]);
  });
});

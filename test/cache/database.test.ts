import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { closeCaches, createTableStatements, getCache, type Cache } from "../../src/cache/index.ts";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import { cacheContract } from "../contracts/cache-backend.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { standingClock, type StandingClock } from "../support/clock.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const TABLE = 'my "cache" table';

interface Opened extends StandingClock {
  readonly cache: Cache;
  readonly other: Cache;
  readonly connection: Connection;
}

async function open(
  t: TestContext,
  database: TestDatabase,
  OPTIONS: Readonly<Record<string, unknown>> = {},
): Promise<Opened> {
  const given = { BACKEND: "mkweb/cache/backends/db", LOCATION: TABLE, OPTIONS };
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "a secret of the tests",
    DATABASES: { default: env.database("NO_SUCH_VARIABLE", await database.url(t)) },
    CACHES: { default: given, other: { ...given, KEY_PREFIX: "other" } },
  });
  t.after(async () => {
    await closeCaches(settings);
    await closeConnections(settings);
  });
  const clock = standingClock();
  return {
    cache: await getCache("default", settings, clock.now),
    other: await getCache("other", settings, clock.now),
    connection: getConnection(settings),
    ...clock,
  };
}

async function openWithTable(...given: Parameters<typeof open>): Promise<Opened> {
  const opened = await open(...given);
  const { connection } = opened;
  for (const sql of createTableStatements(TABLE, connection.vendor)) await connection.run(sql);
  return opened;
}

const rows = async ({ connection }: Opened): Promise<number> =>
  Number((await connection.get('SELECT COUNT(*) AS n FROM "my ""cache"" table"'))?.["n"]);

for (const database of databases) {
  const { skip, vendor } = database;

  cacheContract(
    vendor,
    async (t) => {
      const opened = await openWithTable(t, database);
      return { ...opened, wait: opened.advance };
    },
    { skip },
  );

  describe(`a cache in a table of ${vendor}`, { skip }, () => {
    it("makes room beyond MAX_ENTRIES, for what has expired first", async (t) => {
      const opened = await openWithTable(t, database, { MAX_ENTRIES: 10 });
      const { cache, advance } = opened;
      for (let key = 0; key < 6; key++) await cache.set(`short${key}`, key, { timeout: 1 });
      for (let key = 0; key < 5; key++) await cache.set(`long${key}`, key);
      assert.equal(await rows(opened), 11);
      advance(2);
      await cache.set("new", 1);
      assert.equal(await rows(opened), 6);
      assert.equal((await cache.getMany(["long0", "long4", "new"])).size, 3);
    });

    it("drops one entry in CULL_FREQUENCY where none has expired", async (t) => {
      const opened = await openWithTable(t, database, { MAX_ENTRIES: 11, CULL_FREQUENCY: 4 });
      for (let key = 10; key < 22; key++) await opened.cache.set(String(key), key);
      assert.equal(await rows(opened), 12);
      await opened.cache.set("new", 1);
      assert.equal(await rows(opened), 10);
      assert.equal(await opened.cache.has("12"), false);
      assert.equal(await opened.cache.has("13"), true);
    });

    it("drops everything where CULL_FREQUENCY is 0", async (t) => {
      const opened = await openWithTable(t, database, { MAX_ENTRIES: 3, CULL_FREQUENCY: 0 });
      for (let key = 0; key < 5; key++) await opened.cache.set(String(key), key);
      assert.equal(await rows(opened), 1);
    });

    it("loses no count when many count at once", async (t) => {
      const { cache } = await openWithTable(t, database);
      await cache.set("n", 0);
      await Promise.all(Array.from({ length: 20 }, () => cache.incr("n")));
      assert.equal(await cache.get("n"), 20);
    });

    it("stores its values as JSON, with Django's columns", async (t) => {
      const { cache, connection } = await openWithTable(t, database);
      await cache.set("a", { b: ["ü"] }, { timeout: null });
      const row = await connection.get('SELECT * FROM "my ""cache"" table"');
      assert.equal(row?.["cache_key"], ":1:a");
      assert.equal(row?.["value"], String.raw`{"b":["\u00fc"]}`);
      const { expires } = row ?? {};
      const moment = expires instanceof Date ? expires : new Date(`${String(expires)}Z`);
      assert.equal(moment.toISOString(), "9999-12-31T23:59:59.000Z");
    });

    it("says how to make its table when it is missing", async (t) => {
      const { cache } = await open(t, database);
      await assert.rejects(cache.set("a", 1), {
        code: "MKWEB_CACHE_TABLE_MISSING",
        message: /^The table 'my "cache" table' of a cache in CACHES is not in the database /,
        hint: "Run: node manage createcachetable",
      });
    });
  });

  describe(`createcachetable on ${vendor}`, { skip }, () => {
    const project = async (t: TestContext): Promise<TestProject> =>
      makeProject(t, {
        ...projectFiles,
        ".env": `${projectFiles[".env"]}DATABASE_URL=${await database.url(t)}\n`,
        "mysite/settings.ts": String(projectFiles["mysite/settings.ts"]).replace(
          "  MIDDLEWARE:",
          `  DATABASES: { default: env.database("DATABASE_URL") },
  CACHES: {
    default: { BACKEND: "mkweb/cache/backends/locmem" },
    sql: { BACKEND: "mkweb/cache/backends/db", LOCATION: "my_cache" },
    same: { BACKEND: "mkweb/cache/backends/db", LOCATION: "my_cache", KEY_PREFIX: "b" },
  },
  MIDDLEWARE:`,
        ),
      });

    it("shows what it would do, does it once, and says so the next time", async (t) => {
      const site = await project(t);
      const moment = vendor === "sqlite" ? "datetime" : "timestamp with time zone";
      const dry = await site.manage("createcachetable", "--dry-run");
      assert.equal(
        dry.stdout,
        `CREATE TABLE "my_cache" (
    "cache_key" varchar(255) NOT NULL PRIMARY KEY,
    "value" text NOT NULL,
    "expires" ${moment} NOT NULL
);
CREATE INDEX "my_cache_expires" ON "my_cache" ("expires");
`,
      );
      const made = await site.manage("createcachetable", "-v", "2");
      assert.deepEqual([made.status, made.stdout], [0, ""]);
      assert.match(made.stderr, /^Cache table 'my_cache' created\.$/m);
      const again = await site.manage("createcachetable");
      assert.deepEqual([again.status, again.stdout], [0, ""]);
      assert.match(again.stderr, /^Cache table 'my_cache' already exists\.$/m);
      const named = await site.manage("createcachetable", "one", "two", "-v", "2");
      assert.match(named.stderr, /'one' created\.\nCache table 'two' created\./);
    });
  });
}

describe("a database cache without a table's name", () => {
  it("is refused", async () => {
    const settings = completeSettings({
      BASE_DIR: pathToFileURL(`${tmpdir()}/`),
      SECRET_KEY: "s",
      DATABASES: { default: env.database("NO_SUCH_VARIABLE", "sqlite::memory:") },
      CACHES: { default: { BACKEND: "mkweb/cache/backends/db" } },
    });
    await assert.rejects(getCache("default", settings), {
      name: "ImproperlyConfigured",
      message: /a table/,
    });
  });
});

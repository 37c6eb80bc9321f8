/** The one session contract, on every backend and everything that a backend keeps its data in. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { closeCaches, createTableStatements } from "../../src/cache/index.ts";
import { completeSettings, env, type CacheSettings, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { HttpResponse } from "../../src/http/index.ts";
import cachedDatabaseSessions from "../../src/sessions/backends/cached-db.ts";
import cacheSessions from "../../src/sessions/backends/cache.ts";
import databaseSessions from "../../src/sessions/backends/db.ts";
import fileSessions from "../../src/sessions/backends/file.ts";
import signedCookies from "../../src/sessions/backends/signed-cookies.ts";
import { Session, UpdateError, type SessionStoreFactory } from "../../src/sessions/index.ts";
import sessionMiddleware from "../../src/sessions/middleware.ts";
import { sessionStoreContract, type SessionStoreUnderTest } from "../contracts/session-store.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { standingClock } from "../support/clock.ts";
import { beforeNextSet } from "./slow-cache.ts";
import { ageRedis, noRedis, startRedis } from "../support/redis.ts";

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "mkweb-sessions-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const redisUrl = noRedis === undefined ? await startRedis() : "";

/** What a cache is, given an empty folder. */
const caches = {
  locmem: (LOCATION: string) => ({ BACKEND: "mkweb/cache/backends/locmem", LOCATION }),
  file: (LOCATION: string) => ({ BACKEND: "mkweb/cache/backends/file", LOCATION }),
  redis: (_folder: string) => ({ BACKEND: "mkweb/cache/backends/redis", LOCATION: redisUrl }),
  db: (_folder: string) => ({ BACKEND: "mkweb/cache/backends/db", LOCATION: "cached" }),
  slow: (LOCATION: string) => ({
    BACKEND: new URL("slow-cache.ts", import.meta.url).href,
    LOCATION,
  }),
} satisfies Record<string, (folder: string) => CacheSettings>;

interface Places {
  readonly database?: TestDatabase;
  readonly cache?: keyof typeof caches;
}

interface Opened extends SessionStoreUnderTest {
  readonly settings: Settings;
  readonly folder: string;
}

async function open(
  t: TestContext,
  factory: SessionStoreFactory,
  { database, cache = "locmem" }: Places = {},
): Promise<Opened> {
  const clock = standingClock();
  const folder = await emptyFolder(t);
  const url = await database?.url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "a secret of the tests",
    SESSION_FILE_PATH: folder,
    CACHES: { default: caches[cache](path.join(folder, "cache")) },
    DATABASES: url === undefined ? {} : { default: env.database("NO_SUCH_VARIABLE", url) },
  });
  t.after(async () => {
    // An open client would keep the process alive.
    await closeCaches(settings);
    await closeConnections(settings);
  });
  if (database) await createTables(settings);
  const store = await factory({ settings, now: clock.now });
  const advance = async (seconds: number): Promise<void> => {
    clock.advance(seconds);
    if (cache === "redis") ageRedis(redisUrl, seconds);
  };
  return { store, now: clock.now, advance, settings, folder };
}

/** The tables as the app's migration and `createcachetable` make them. */
async function createTables(settings: Settings): Promise<void> {
  const connection = getConnection(settings);
  const moment = connection.vendor === "sqlite" ? "datetime" : "timestamp with time zone";
  await connection.run(
    "CREATE TABLE django_session (session_key varchar(40) NOT NULL PRIMARY KEY, " +
      `session_data text NOT NULL, expire_date ${moment} NOT NULL)`,
  );
  for (const sql of createTableStatements("cached", connection.vendor)) await connection.run(sql);
}

sessionStoreContract("files", (t) => open(t, fileSessions));
sessionStoreContract("signed cookies", (t) => open(t, signedCookies), { keepsData: false });

for (const cache of ["locmem", "file", "redis"] as const) {
  const skip = cache === "redis" && (noRedis ?? false);
  sessionStoreContract(`a ${cache} cache`, (t) => open(t, cacheSessions, { cache }), { skip });
}

for (const database of databases) {
  const { skip, vendor } = database;
  sessionStoreContract(vendor, (t) => open(t, databaseSessions, { database }), { skip });
  sessionStoreContract(
    `a database cache in ${vendor}`,
    (t) => open(t, cacheSessions, { database, cache: "db" }),
    { skip },
  );
  for (const cache of ["locmem", "redis", "db"] as const) {
    sessionStoreContract(
      `${vendor} behind a ${cache} cache`,
      (t) => open(t, cachedDatabaseSessions, { database, cache }),
      { skip: skip || (cache === "redis" && (noRedis ?? false)) },
    );
  }
}

describe("sessions in a database behind a cache", () => {
  it("stay ended when a logout comes while another request saves", async (t) => {
    const [database] = databases;
    const under = await open(t, cachedDatabaseSessions, {
      cache: "slow",
      ...(database && { database }),
    });
    const session = new Session(under);
    session.set("a", 1);
    await session.save();
    const key = session.sessionKey ?? "";

    session.set("a", 2);
    beforeNextSet(() => under.store.delete(key));
    await assert.rejects(session.save(), UpdateError);

    assert.equal(await under.store.load(key), undefined);
  });
});

describe("sessions in files", () => {
  it("leave no other file behind, and none that others may read", async (t) => {
    const { store, now, settings, folder } = await open(t, fileSessions);
    const session = new Session({ store, settings, now });
    session.set("a", 1);
    await session.save();
    await session.save();
    const name = `sessionid${session.sessionKey}`;
    assert.deepEqual(await readdir(folder), [name]);
    assert.equal((await stat(path.join(folder, name))).mode & 0o777, 0o600);
  });

  it("never leave the folder, whatever the key", async (t) => {
    const { store } = await open(t, fileSessions);
    for (const key of ["../../etc/passwd", "a/b/c/d/e", "ABCDEFGH", "00000000\0"]) {
      assert.equal(await store.load(key), undefined);
      assert.equal(await store.exists(key), false);
    }
  });
});

describe("SESSION_ENGINE", () => {
  it("that names no backend stops the server from starting, and is told which to take", async () => {
    const settings = completeSettings({
      BASE_DIR: new URL("./", import.meta.url),
      SECRET_KEY: "k",
      SESSION_ENGINE: "django.contrib.sessions.backends.db",
    });
    const built = async () =>
      sessionMiddleware(() => new HttpResponse(), { settings, now: Date.now });
    await assert.rejects(built, {
      code: "MKWEB_SESSION_ENGINE",
      message:
        "SESSION_ENGINE is 'django.contrib.sessions.backends.db', which is not a session backend.",
      hint: /^Set it to 'mkweb\/sessions\/backends\/db' in /,
    });
  });
});

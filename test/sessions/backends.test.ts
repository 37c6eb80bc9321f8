import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import cachedDatabaseSessions from "../../src/sessions/backends/cached-db.ts";
import cacheSessions from "../../src/sessions/backends/cache.ts";
import databaseSessions from "../../src/sessions/backends/db.ts";
import fileSessions from "../../src/sessions/backends/file.ts";
import signedCookies from "../../src/sessions/backends/signed-cookies.ts";
import { Session, type SessionStoreFactory } from "../../src/sessions/index.ts";
import { sessionStoreContract, type SessionStoreUnderTest } from "../contracts/session-store.ts";
import { standingClock } from "../support/clock.ts";
import { noPostgres, startPostgres } from "../support/postgres.ts";

const scratch = await mkdtemp(path.join(tmpdir(), "mkweb-sessions-"));
after(() => rm(scratch, { recursive: true, force: true }));

const emptyFolder = (): Promise<string> => mkdtemp(path.join(scratch, "store-"));

function settingsWith(given: Readonly<Record<string, unknown>>): Settings {
  const BASE_DIR = pathToFileURL(`${scratch}/`);
  return completeSettings({ BASE_DIR, SECRET_KEY: "a secret of the tests", ...given });
}

async function under(
  factory: SessionStoreFactory,
  given: Readonly<Record<string, unknown>> = {},
): Promise<SessionStoreUnderTest> {
  const clock = standingClock();
  const store = await factory({ settings: settingsWith(given), now: clock.now });
  return { store, ...clock };
}

sessionStoreContract("files", async () =>
  under(fileSessions, { SESSION_FILE_PATH: await emptyFolder() }),
);

sessionStoreContract("a memory cache", async () => {
  const LOCATION = await emptyFolder();
  return under(cacheSessions, {
    CACHES: { default: { BACKEND: "mkweb/cache/backends/locmem", LOCATION } },
  });
});

sessionStoreContract("a file cache", async () => {
  const LOCATION = await emptyFolder();
  return under(cacheSessions, {
    CACHES: { default: { BACKEND: "mkweb/cache/backends/file", LOCATION } },
  });
});

/** The table as the app's migration makes it. */
const TABLE =
  "CREATE TABLE IF NOT EXISTS django_session (session_key varchar(40) NOT NULL PRIMARY KEY, " +
  "session_data text NOT NULL, expire_date ";

async function inDatabase(
  factory: SessionStoreFactory,
  database: Settings["DATABASES"][string],
  moment: string,
): Promise<SessionStoreUnderTest> {
  const clock = standingClock();
  const LOCATION = await emptyFolder();
  const settings = settingsWith({
    DATABASES: { default: database },
    CACHES: { default: { BACKEND: "mkweb/cache/backends/locmem", LOCATION } },
  });
  const connection = getConnection(settings);
  opened.push(connection);
  await connection.run(`${TABLE}${moment} NOT NULL)`);
  return { store: await factory({ settings, now: clock.now }), ...clock };
}

const opened: { close(): Promise<void> }[] = [];
let stopPostgres = async (): Promise<void> => {};
after(async () => {
  await Promise.all(opened.map((connection) => connection.close()));
  await stopPostgres();
});

const sqlite = async (): Promise<Settings["DATABASES"][string]> => ({
  ENGINE: "sqlite",
  NAME: path.join(await emptyFolder(), "db.sqlite3"),
});

sessionStoreContract("SQLite", async () =>
  inDatabase(databaseSessions, await sqlite(), "datetime"),
);
sessionStoreContract("SQLite behind a cache", async () =>
  inDatabase(cachedDatabaseSessions, await sqlite(), "datetime"),
);

if (noPostgres === false) {
  const postgres = await startPostgres();
  stopPostgres = () => postgres.stop();
  sessionStoreContract("PostgreSQL", async () => {
    const database = env.database("NO_SUCH_VARIABLE", await postgres.createDatabase());
    return inDatabase(databaseSessions, database, "timestamp with time zone");
  });
} else {
  it("keeps the contract in PostgreSQL", { skip: noPostgres }, () => undefined);
}

sessionStoreContract("signed cookies", () => under(signedCookies), { keepsData: false });

describe("sessions in files", () => {
  it("leave no other file behind, and none that others may read", async () => {
    const folder = await emptyFolder();
    const { store, now } = await under(fileSessions, { SESSION_FILE_PATH: folder });
    const session = new Session({ store, settings: settingsWith({}), now });
    session.set("a", 1);
    await session.save();
    await session.save();
    assert.deepEqual(await readdir(folder), [`sessionid${session.sessionKey}`]);
  });

  it("never leave the folder, whatever the key", async () => {
    const { store } = await under(fileSessions, { SESSION_FILE_PATH: await emptyFolder() });
    for (const key of ["../../etc/passwd", "a/b/c/d/e", "ABCDEFGH", "00000000\0"]) {
      assert.equal(await store.load(key), undefined);
      assert.equal(await store.exists(key), false);
    }
  });
});

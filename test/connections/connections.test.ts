import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { Kysely } from "kysely";
import { completeSettings, env, ImproperlyConfigured } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { MkwebError } from "../../src/errors.ts";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

let postgres: Postgres | undefined;
before(async () => {
  if (!noPostgres) postgres = await startPostgres();
});
after(() => postgres?.stop());

async function sqliteUrl(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-db-"));
  t.after(() => rm(folder, { recursive: true }));
  return `sqlite:${join(folder, "db.sqlite3")}`;
}

function connectionTo(t: TestContext, url: string) {
  process.env["TEST_DATABASE_URL"] = url;
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return getConnection(settings);
}

describe("OPTIONS of SQLite", () => {
  const withCommand = async (t: TestContext, command: string) => {
    process.env["TEST_DATABASE_URL"] = await sqliteUrl(t);
    const database = env.database("TEST_DATABASE_URL");
    const settings = completeSettings({
      BASE_DIR: pathToFileURL(`${tmpdir()}/`),
      SECRET_KEY: "k",
      DATABASES: { default: { ...database, OPTIONS: { init_command: command } } },
    });
    t.after(() => closeConnections(settings));
    return getConnection(settings);
  };

  it("know Django's init_command, for reading and for writing", async (t) => {
    const connection = await withCommand(t, "PRAGMA cache_size = -123; PRAGMA temp_store = 2;");
    await connection.run("create table thing (id integer)");

    assert.deepEqual(await connection.rows("pragma cache_size", []), [[-123]]);
    assert.deepEqual((await connection.write("pragma temp_store", [])).rows, [[2]]);
  });

  it("say what SQLite does not understand, at the first query", async (t) => {
    const connection = await withCommand(t, "PRAGMA; nonsense");

    await assert.rejects(connection.rows("select 1", []), { message: /syntax error/ });
  });
});

const databases = [
  { vendor: "sqlite", skip: false, url: sqliteUrl },
  { vendor: "postgresql", skip: noPostgres, url: async () => postgres?.createDatabase() ?? "" },
] as const;

for (const { vendor, skip, url } of databases) {
  describe(`a connection to ${vendor}`, { skip }, () => {
    const open = async (t: TestContext) => {
      const connection = connectionTo(t, await url(t));
      await connection.run("create table thing (id integer primary key, name varchar(20))");
      return connection;
    };
    const insert = "insert into thing (id, name) values (?, ?)";

    it("binds ? in order, and not the ? of quoted text and comments", async (t) => {
      const connection = await open(t);

      const { changes } = await connection.run(insert, [1, "o'hara ?"]);

      assert.equal(changes, 1);
      const sql = `select name, '?' as "a?" from thing /* ? */ where id = ? and name = ? -- ?`;
      assert.deepEqual(
        { ...(await connection.get(sql, [1, "o'hara ?"])) },
        {
          name: "o'hara ?",
          "a?": "?",
        },
      );
      assert.equal(await connection.get("select 1 from thing where id = ?", [2]), undefined);
    });

    it("commits a transaction that resolves and rolls back one that rejects, savepoints too", async (t) => {
      const connection = await open(t);

      await connection.transaction(async () => {
        await connection.run(insert, [1, "kept"]);
        const inner = connection.transaction(async (session) => {
          await session.run(insert, [2, "dropped"]);
          throw new Error("inner");
        });
        await assert.rejects(inner, /inner/);
        await connection.run(insert, [3, "kept too"]);
      });
      const failed = connection.transaction(async () => {
        await connection.run(insert, [4, "dropped"]);
        throw new Error("outer");
      });

      await assert.rejects(failed, /outer/);
      const rows = await connection.all("select id from thing order by id");
      assert.deepEqual(
        rows.map(({ id }) => id),
        [1, 3],
      );
    });

    it("keeps a query of other work out of a transaction", async (t) => {
      const connection = await open(t);
      const { promise: opened, resolve: setOpened } = Promise.withResolvers<void>();
      const failing = connection.transaction(async (session) => {
        await session.run(insert, [1, "dropped"]);
        setOpened();
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error("no");
      });
      await opened;

      await Promise.all([connection.run(insert, [2, "kept"]), assert.rejects(failing, /no/)]);

      assert.deepEqual(
        (await connection.all("select id from thing")).map(({ id }) => id),
        [2],
      );
    });

    it("lets Kysely take part in the transaction going on", async (t) => {
      const connection = await open(t);
      interface Tables {
        thing: { id: number; name: string };
      }
      const kysely = new Kysely<Tables>({ dialect: await connection.dialect() });

      const failed = connection.transaction(async () => {
        await kysely.insertInto("thing").values({ id: 1, name: "a" }).execute();
        const within = await kysely.selectFrom("thing").select("name").execute();
        assert.deepEqual(
          within.map(({ name }) => name),
          ["a"],
        );
        throw new Error("back");
      });

      await assert.rejects(failed, /back/);
      await kysely.transaction().execute(async (trx) => {
        await trx.insertInto("thing").values({ id: 2, name: "b" }).execute();
      });
      assert.deepEqual(
        (await kysely.selectFrom("thing").select("id").execute()).map(({ id }) => id),
        [2],
      );
    });
  });
}

describe("a SQLite connection", () => {
  it("opens its file with WAL, synchronous NORMAL and foreign keys", async (t) => {
    const connection = connectionTo(t, await sqliteUrl(t));
    const pragma = async (name: string) =>
      Object.values((await connection.get(`pragma ${name}`)) ?? {})[0];

    assert.equal(await pragma("journal_mode"), "wal");
    assert.equal(await pragma("synchronous"), 1);
    assert.equal(await pragma("foreign_keys"), 1);
    // Waiting is done by timers, so that the event loop never stands still.
    assert.equal(await pragma("busy_timeout"), 0);
  });

  it("reads at once what is committed, also while a transaction is open", async (t) => {
    const connection = connectionTo(t, await sqliteUrl(t));
    assert.equal(connection.vendor, "sqlite");
    await connection.run("create table t (at datetime, yes bool)");
    await connection.run("insert into t values (?, ?)", [
      new Date("2026-11-22T11:33:00.123Z"),
      true,
    ]);

    await connection.transaction(async (session) => {
      await session.run("delete from t");
      assert.deepEqual(
        { ...connection.getSync("select at, yes from t") },
        {
          at: "2026-11-22 11:33:00.123000",
          yes: 1,
        },
      );
    });

    assert.deepEqual(connection.allSync("select * from t"), []);
  });

  it("opens a file that another process is writing to, and waits to write itself", async (t) => {
    const url = await sqliteUrl(t);
    const file = url.slice("sqlite:".length);
    const holder = new Worker(new URL("hold-file.ts", import.meta.url), { workerData: { file } });
    const ended = once(holder, "exit");
    await once(holder, "message");

    const connection = connectionTo(t, url);

    assert.deepEqual(await connection.all("select * from t"), []);
    await connection.transaction(async (session) => {
      await session.run("insert into t values (1)");
    });
    await ended;
    assert.equal((await connection.get("select id from t"))?.["id"], 1);
    const mode = await connection.transaction((session) => session.get("pragma journal_mode"));
    assert.equal(mode?.["journal_mode"], "wal");
  });

  it("serves 8 processes that read and then write: none is locked out, no update is lost", async (t) => {
    const url = await sqliteUrl(t);
    const connection = connectionTo(t, url);
    await connection.run("create table counter (n integer)");
    await connection.run("insert into counter values (0)");
    const worker = new URL("count-up.ts", import.meta.url).pathname;
    const counting = Array.from({ length: 8 }, async () => {
      const child = spawn(process.execPath, [worker, url, "25"], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [error] = await Promise.all([text(child.stderr), once(child, "close")]);
      return error;
    });

    assert.deepEqual(
      await Promise.all(counting),
      Array.from({ length: 8 }, () => ""),
    );
    assert.deepEqual({ ...(await connection.get("select n from counter")) }, { n: 200 });
  });

  it("says nothing about SQLite being experimental, and lets other warnings through", async (t) => {
    const url = await sqliteUrl(t);
    const worker = new URL("count-up.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [worker, url, "0", "warn"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    await new Promise((resolve) => child.on("close", resolve));

    assert.match(stderr, /ExperimentalWarning: mine/);
    assert.doesNotMatch(stderr, /SQLite/);
  });
});

describe("a PostgreSQL connection", () => {
  it("says what to install where pg is missing", async () => {
    const worker = new URL("without-pg.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [worker], { stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    await new Promise((resolve) => child.on("close", resolve));

    assert.equal(stdout, "MKWEB_DATABASE_DRIVER Install it in the project: npm install pg\n");
  });
});

describe("DATABASES", () => {
  const refused = (databases: object) => () =>
    completeSettings({
      BASE_DIR: new URL("file:///srv/"),
      SECRET_KEY: "k",
      DATABASES: databases,
    });

  it("needs an ENGINE it knows and a NAME", () => {
    assert.throws(refused({ default: { ENGINE: "mysql", NAME: "x" } }), ImproperlyConfigured);
    assert.throws(refused({ default: { ENGINE: "sqlite" } }), /DATABASES\['default'\] needs/);
    assert.doesNotThrow(refused({ default: { ENGINE: "sqlite", NAME: "x" } }));
  });

  it("takes limits that a timer can count, and no others", () => {
    const limited = (limits: object) =>
      refused({ default: { ENGINE: "sqlite", NAME: "x", ...limits } });
    assert.throws(limited({ LOCK_TIMEOUT: -1 }), /DATABASES\['default'\].LOCK_TIMEOUT must be/);
    assert.throws(limited({ STATEMENT_TIMEOUT: "5" }), ImproperlyConfigured);
    assert.throws(limited({ TRANSACTION_TIMEOUT: 1e9 }), ImproperlyConfigured);
    assert.throws(limited({ MAX_CONNECTIONS: 0 }), ImproperlyConfigured);
    assert.doesNotThrow(limited({ MAX_CONNECTIONS: 1, TRANSACTION_TIMEOUT: 0 }));
  });

  it("names the databases there are when asked for another", (t) => {
    const connection = () => {
      const settings = completeSettings({ BASE_DIR: new URL("file:///srv/"), SECRET_KEY: "k" });
      t.after(() => closeConnections(settings));
      return getConnection(settings, "other");
    };
    assert.throws(connection, (error) => {
      assert.ok(error instanceof MkwebError);
      assert.equal(error.code, "MKWEB_DATABASE_UNKNOWN");
      return true;
    });
  });

  it("reads the URLs of databases", (t) => {
    const read = (url: string) => {
      process.env["TEST_DATABASE_URL"] = url;
      t.after(() => delete process.env["TEST_DATABASE_URL"]);
      return env.database("TEST_DATABASE_URL");
    };
    assert.deepEqual(read("sqlite:db.sqlite3"), { ENGINE: "sqlite", NAME: "db.sqlite3" });
    assert.deepEqual(read("sqlite:////srv/db"), { ENGINE: "sqlite", NAME: "/srv/db" });
    assert.deepEqual(read("postgresql://u:p%40s@h:5433/n?sslmode=require"), {
      ENGINE: "postgresql",
      NAME: "n",
      USER: "u",
      PASSWORD: "p@s",
      HOST: "h",
      PORT: 5433,
      OPTIONS: { sslmode: "require" },
    });
    assert.throws(
      () => read("mysql://u:secret@h/n"),
      (error) => {
        assert.ok(error instanceof ImproperlyConfigured);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  });
});

describe("several databases", () => {
  it("are named by their aliases, each with blocks of its own, and closed together", async (t) => {
    const urls = await Promise.all([sqliteUrl(t), sqliteUrl(t)]);
    const [first = "", second = ""] = urls.map((url) => url.slice("sqlite:".length));
    const settings = completeSettings({
      BASE_DIR: pathToFileURL(`${tmpdir()}/`),
      SECRET_KEY: "k",
      DATABASES: {
        default: { ENGINE: "sqlite", NAME: first },
        other: { ENGINE: "sqlite", NAME: second },
      },
    });
    t.after(() => closeConnections(settings));
    const [main, other] = [getConnection(settings), getConnection(settings, "other")];
    for (const each of [main, other]) await each.run("create table t (n integer)");

    await assert.rejects(
      main.atomic(async () => {
        await main.run("insert into t values (1)");
        assert.equal(other.inAtomicBlock, false);
        await other.run("insert into t values (2)");
        throw new Error("no");
      }),
      /no/,
    );

    assert.deepEqual([main.alias, other.alias], ["default", "other"]);
    assert.deepEqual(await main.rows("select n from t", []), []);
    assert.deepEqual(await other.rows("select n from t", []), [[2]]);
    await closeConnections(settings);
    assert.deepEqual([main.isOpen, other.isOpen], [false, false]);
    await assert.rejects(
      main.atomic(() => main.close()),
      /inside a block/,
    );
  });
});

/**
 * A migrate that is killed leaves the migrations before the one it was at, whole, and nothing of that one.
 *
 * MKWEB_KILLS is how often it is killed on each database (default 5, `npm run test:kills` has more), MKWEB_SEED repeats a run.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import { appliedMigrations, applyOperations } from "../../src/migrations/index.ts";
import { databases } from "../support/databases.ts";
import { Random } from "../fuzz/random.ts";
import { assertTables } from "../support/tables.ts";
import { BOOKS, graph } from "./long-graph.ts";

const kills = Number(process.env["MKWEB_KILLS"] ?? 5);
const seed = Number(process.env["MKWEB_SEED"] ?? Date.now() % 1_000_000_007);
/** About how long it takes to apply all migrations and to take them back, in milliseconds. */
const ROUND = 700;
const worker = fileURLToPath(new URL("migrate-for-ever.ts", import.meta.url));

/** Starts migrating; resolves when it begins. */
async function start(url: string) {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const child = spawn(process.execPath, [worker, url], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  return { child, ended };
}

function connect(t: TestContext, url: string): Connection {
  process.env["TEST_DATABASE_URL"] = url;
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return getConnection(settings);
}

/** PostgreSQL notices a little later that nobody is there any more. */
async function settle(connection: Connection): Promise<void> {
  if (connection.vendor === "sqlite") return;
  const others =
    "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
  const end = Date.now() + 10_000;
  while (await connection.get(others)) {
    assert.ok(Date.now() < end, "the killed client's transaction went on for 10 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** @returns How many migrations are applied, having seen that these and no others are. */
async function inspect(connection: Connection): Promise<number> {
  const applied = await appliedMigrations(connection);
  const whole = graph.order.slice(0, applied.size);
  assert.deepEqual(
    [...applied],
    whole.map(({ key }) => key),
  );
  await assertTables(connection, applyOperations(whole));
  const names = async (sql: string) => (await connection.all(sql)).map(({ name }) => name);
  const tables = await names(
    connection.vendor === "sqlite"
      ? "select name from sqlite_master where name like 'a!_%' escape '!' and type = 'table' or name like 'new!_!_%' escape '!'"
      : "select tablename as name from pg_tables where schemaname = current_schema() and tablename <> 'django_migrations'",
  );
  assert.equal(tables.length, [0, 2][applied.size] ?? 3, tables.join());
  if (applied.size > 0) {
    assert.deepEqual(
      await names("select name from a_log order by id"),
      whole.map(({ name }) => name),
    );
  }
  if (applied.size > 1) {
    const row = await connection.get("select count(*) as n from a_book");
    assert.equal(Number(row?.["n"]), BOOKS);
  }
  return applied.size;
}

for (const database of databases) {
  describe(`a killed migrate on ${database.vendor}`, { skip: database.skip }, () => {
    it(`leaves whole migrations only, ${kills} times (seed ${seed})`, async (t) => {
      const random = new Random(seed);
      const url = await database.url(t);
      const connection = connect(t, url);
      const seen: number[] = [];
      let next = start(url);
      for (let kill = 0; kill < kills; kill += 1) {
        const { child, ended } = await next;
        await new Promise((resolve) => setTimeout(resolve, random.below(ROUND)));
        child.kill("SIGKILL");
        const [status] = await ended;
        assert.equal(status, null, "it failed before it was killed");
        await settle(connection);
        seen.push(await inspect(connection));
        if (kill + 1 < kills) next = start(url);
      }
      t.diagnostic(`migrations applied when killed: ${seen.join(" ")}`);
      assert.ok(kills < 10 || new Set(seen).size > 2, `it was never at work: ${seen.join(" ")}`);
    });
  });
}

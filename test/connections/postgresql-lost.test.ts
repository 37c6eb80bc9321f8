/** A PostgreSQL that ends connections: restarted, told to, cut off. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { env } from "../../src/conf/index.ts";
import { OperationalError } from "../../src/connections/index.ts";
import { noOwnPostgres, noPostgres, startOwnPostgres } from "../support/postgres.ts";
import { standBetween } from "../support/stand-between.ts";
import { gate, newDatabase, openThings, serve, withPostgres } from "./databases.ts";

withPostgres();

const TERMINATE =
  "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

describe("a connection that PostgreSQL ends", { skip: noPostgres }, () => {
  it("fails the block that has it, and nobody else", async (t) => {
    const { connection, insert, ids, database } = await openThings(t, "postgresql");
    const other = serve(t, database);
    const [begun, go] = [gate(), gate()];
    const block = connection.atomic(async () => {
      await insert(1);
      begun.open();
      await go.passed;
      await insert(2);
    });
    const quietBegun = gate();
    const quiet = connection.atomic(async () => {
      await insert(3);
      quietBegun.open();
      await go.passed;
    });
    await Promise.all([begun.passed, quietBegun.passed]);
    await other.rows(TERMINATE, []);
    go.open();
    await Promise.all([block, quiet].map((each) => assert.rejects(each, OperationalError)));
    assert.deepEqual(await ids(), []);
    await connection.atomic(() => insert(4));
    assert.deepEqual(await ids(), [4]);
  });

  it("fails the statement that is under way, which says so", async (t) => {
    const { connection, ids, database } = await openThings(t, "postgresql");
    const other = serve(t, database);
    const slow = connection.write("select pg_sleep(600)", []);
    const rejected = assert.rejects(slow, OperationalError);
    const sleeping =
      "select count(*) from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active' and datname = current_database()";
    while ((await other.rows(sleeping, []))[0]?.[0] === 0);
    await other.rows(TERMINATE, []);
    await rejected;
    assert.deepEqual(await ids(), []);
  });

  it("is noticed by nobody when nobody was using it", async (t) => {
    const { connection, insert, ids, database } = await openThings(t, "postgresql");
    const other = serve(t, database);
    // Several connections, all of them idle afterwards.
    await Promise.all(Array.from({ length: 8 }, (_, at) => insert(at)));
    const nested = () => connection.atomic(() => connection.atomic(ids));
    const sideBySide = () =>
      connection.atomic(async () =>
        (await Promise.all([ids(), connection.atomic(ids), ids()])).flat(),
      );
    const kinds = [ids, () => connection.atomic(ids), nested, sideBySide];
    for (let time = 0; time < 5; time += 1) {
      await other.rows(TERMINATE, []);
      const all = await Promise.all([...kinds, ...kinds].map((run) => run()));
      assert.deepEqual(
        all.map((each) => each.length),
        [8, 8, 8, 24, 8, 8, 8, 24],
      );
    }
  });

  it("by a line that is cut fails what is under way alone, during load", async (t) => {
    const database = await newDatabase("postgresql");
    const { port, cut, close } = await standBetween(database.HOST, database.PORT);
    t.after(close);
    const connection = serve(t, { ...database, HOST: "127.0.0.1", PORT: port });
    await connection.run("create table thing (id integer)");
    const count = { done: 0, failed: 0, cuts: 0 };
    const work = async (at: number): Promise<void> => {
      const begun = count.cuts;
      try {
        if (at % 2 === 0) await connection.rows("select count(*) from thing", []);
        else await connection.atomic(() => connection.write("insert into thing values ($1)", [at]));
        count.done += 1;
      } catch (error) {
        assert.ok(error instanceof OperationalError, String(error));
        // It was under way when a line was cut: none that began afterwards fails.
        assert.notEqual(begun, count.cuts);
        count.failed += 1;
      }
    };
    const visitor = async (): Promise<void> => {
      for (let at = 0; at < 60; at += 1) await work(at);
    };
    const cutting = async (): Promise<void> => {
      for (let time = 0; time < 5; time += 1) {
        const target = count.done + 40;
        while (count.done + count.failed < target)
          await new Promise((resolve) => setImmediate(resolve));
        count.cuts += 1;
        cut();
      }
    };
    await Promise.all([cutting(), ...Array.from({ length: 12 }, visitor)]);
    assert.equal(count.done + count.failed, 720);
    assert.ok(count.done > 600, `only ${count.done} went well`);
  });
});

describe("a PostgreSQL that restarts", { skip: noOwnPostgres }, () => {
  it("is waited for by who comes meanwhile, and works again afterwards", async (t) => {
    const postgres = await startOwnPostgres();
    t.after(() => postgres.stop());
    process.env["RESTARTED_URL"] = await postgres.createDatabase();
    const connection = serve(t, env.database("RESTARTED_URL"), { CONNECTION_TIMEOUT: 60 });
    await connection.run("create table thing (id integer)");
    const [begun, go] = [gate(), gate()];
    const block = connection.atomic(async () => {
      await connection.write("insert into thing values (1)", []);
      begun.open();
      await go.passed;
    });
    await begun.passed;

    // Connections that were used before, as in a server that has run for a while.
    await Promise.all(Array.from({ length: 20 }, () => connection.rows("select 1", [])));
    const restarted = postgres.restart();
    const meanwhile = Array.from({ length: 20 }, () => connection.rows("select 1", []));
    await restarted;
    go.open();

    await assert.rejects(block, OperationalError);
    for (const rows of await Promise.all(meanwhile)) assert.deepEqual(rows, [[1]]);
    await connection.atomic(() => connection.write("insert into thing values (2)", []));
    assert.deepEqual(await connection.rows("select id from thing", []), [[2]]);
  });
});

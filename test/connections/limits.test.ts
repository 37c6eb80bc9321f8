/** How long work may wait and last, and that whoever is over it gives everything back. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OperationalError } from "../../src/connections/index.ts";
import { LimitExceeded } from "../../src/errors.ts";
import { gate, openThings, serve, vendors, withPostgres } from "./databases.ts";
import { lockElsewhere } from "./other-process.ts";

withPostgres();

/** For `rejects`: an OperationalError because of this limit. */
const exceeds = (name: string) => (error: unknown) => {
  assert.ok(error instanceof OperationalError, String(error));
  assert.ok(error.cause instanceof LimitExceeded);
  assert.equal(error.cause.limit, `${name} of DATABASES['default']`);
  return true;
};

const never = (): Promise<never> => new Promise(() => {});

for (const { vendor, skip } of vendors) {
  describe(`limits of work on ${vendor}`, { skip }, () => {
    it("free what 20 blocks that never end have held", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor, {
        TRANSACTION_TIMEOUT: 0.2,
        CONNECTION_TIMEOUT: 30,
        LOCK_TIMEOUT: 30,
      });
      const blocks = Array.from({ length: 20 }, (_, at) =>
        connection.atomic(async () => {
          await insert(at);
          await never();
        }),
      );
      // What only reads is answered in the meantime.
      assert.deepEqual(await ids(), []);

      const ended = blocks.map((block) => assert.rejects(block, exceeds("TRANSACTION_TIMEOUT")));
      await Promise.all(ended);

      await connection.atomic(() => insert(100));
      assert.deepEqual(await ids(), [100]);
    });

    it("refuse what a block still sends when its time is over, in blocks inside too", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor, { TRANSACTION_TIMEOUT: 0.2 });
      const over = gate();
      let inner: Promise<void> | undefined;
      const block = connection.atomic(() => {
        inner = connection.atomic(async () => {
          await insert(1);
          await over.passed;
          await insert(2);
        });
        return inner;
      });
      await assert.rejects(block, exceeds("TRANSACTION_TIMEOUT"));
      over.open();
      await assert.rejects(inner ?? Promise.resolve(), /has been rolled back/);
      assert.deepEqual(await ids(), []);
    });

    it("end the waiting for a connection or for the lock, and leave the others alone", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor, {
        CONNECTION_TIMEOUT: 0.2,
        LOCK_TIMEOUT: 0.2,
        TRANSACTION_TIMEOUT: 0,
        MAX_CONNECTIONS: 3,
      });
      const [begun, go] = [gate(), gate()];
      const holder = connection.atomic(async () => {
        await insert(1);
        begun.open();
        await go.passed;
      });
      await begun.passed;
      const name = vendor === "sqlite" ? "LOCK_TIMEOUT" : "CONNECTION_TIMEOUT";
      await assert.rejects(
        connection.atomic(() => insert(2)),
        exceeds(name),
      );
      assert.deepEqual(await ids(), []);
      go.open();
      await holder;
      await connection.atomic(() => insert(3));
      assert.deepEqual(await ids(), [1, 3]);
    });
  });
}

describe("a SQLite file that another process has locked", () => {
  it("is waited for by who writes, while the process goes on and reading is answered", async (t) => {
    const { connection, insert, ids } = await openThings(t, "sqlite", { LOCK_TIMEOUT: 60 });
    await insert(1);
    const release = await lockElsewhere(t, connection.database);
    const writes = [
      insert(2),
      connection.atomic(() => insert(3)),
      connection.write("insert into thing (id) values (4)", []),
    ];
    assert.deepEqual(await ids(), [1]);
    // Only a process whose event loop runs gets here, and lets the other go.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await release();
    await Promise.all(writes);
    assert.deepEqual(await ids(), [1, 2, 3, 4]);
  });

  it("is not waited for any longer than LOCK_TIMEOUT, whatever is to be written", async (t) => {
    const { connection, insert, ids, database } = await openThings(t, "sqlite", {
      LOCK_TIMEOUT: 0.2,
    });
    const release = await lockElsewhere(t, connection.database);
    await assert.rejects(insert(1), exceeds("LOCK_TIMEOUT"));
    await assert.rejects(
      connection.atomic(() => insert(2)),
      exceeds("LOCK_TIMEOUT"),
    );
    assert.ok("runShared" in connection);
    await assert.rejects(
      connection.runShared("insert into thing (id) values (3)"),
      exceeds("LOCK_TIMEOUT"),
    );
    const djangos = serve(t, { ...database, OPTIONS: { timeout: 0.1 } });
    await assert.rejects(djangos.write("delete from thing", []), /longer than 0\.1 s/);
    await release();
    await insert(4);
    assert.deepEqual(await ids(), [4]);
  });
});

describe("limits that PostgreSQL keeps", { skip: vendors[1].skip }, () => {
  it("stop a statement and leave the connection usable", async (t) => {
    const { connection, ids } = await openThings(t, "postgresql", {
      STATEMENT_TIMEOUT: 0.2,
      MAX_CONNECTIONS: 1,
    });
    await assert.rejects(connection.rows("select pg_sleep(60)", []), exceeds("STATEMENT_TIMEOUT"));
    assert.deepEqual(await ids(), []);
  });

  it("end the waiting for a row that somebody else has locked", async (t) => {
    const { connection, insert, ids } = await openThings(t, "postgresql", { LOCK_TIMEOUT: 0.2 });
    await insert(1);
    const [locked, go] = [gate(), gate()];
    const holder = connection.atomic(async () => {
      await connection.write("update thing set name = 'a'", []);
      locked.open();
      await go.passed;
    });
    await locked.passed;
    const other = connection.write("update thing set name = 'b'", []);
    await assert.rejects(other, exceeds("LOCK_TIMEOUT"));
    go.open();
    await holder;
    assert.deepEqual(await ids(), [1]);
  });

  it("do not let a statement go on whose transaction is over", async (t) => {
    const { connection, insert } = await openThings(t, "postgresql", {
      STATEMENT_TIMEOUT: 0,
      TRANSACTION_TIMEOUT: 0.3,
    });
    await insert(1);
    const block = connection.atomic(async () => {
      await connection.write("update thing set name = 'held'", []);
      // In a block inside, for which the outer one waits.
      await connection.atomic(() => connection.rows("select pg_sleep(600)", []));
    });
    await assert.rejects(block, exceeds("TRANSACTION_TIMEOUT"));
    // The row is free again.
    const { changes } = await connection.write("update thing set name = 'mine'", []);
    assert.equal(changes, 1);
    const sleeping =
      "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()";
    assert.deepEqual(await connection.rows(sleeping, []), [[0]]);
  });
});

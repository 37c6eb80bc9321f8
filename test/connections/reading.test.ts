/** Rows as arrays: values, pieces, statements that are kept. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { describe, it } from "node:test";
import { LimitExceeded } from "../../src/errors.ts";
import { gate, openThings, vendors, withPostgres } from "./databases.ts";

withPostgres();

for (const { vendor, skip } of vendors) {
  const mark = vendor === "sqlite" ? "?" : "$1";
  describe(`reading from ${vendor}`, { skip }, () => {
    it("gives rows as arrays in the order of the columns, and what a write returns", async (t) => {
      const { connection } = await openThings(t, vendor);
      const sql = `insert into thing (id, name) values (1, 'a'), (2, 'b') returning name, id`;
      assert.deepEqual(await connection.write(sql, []), {
        rows: [
          ["a", 1],
          ["b", 2],
        ],
        changes: 2,
      });
      const update = await connection.write("update thing set name = name || 'x'", []);
      assert.deepEqual([update.rows, update.changes], [[], 2]);
      const rows = await connection.rows(`select name, id from thing where id = ${mark}`, [2]);
      assert.deepEqual(rows, [["bx", 2]]);
    });

    it("gives integers exactly, beyond what a number holds as BigInt", async (t) => {
      const { connection } = await openThings(t, vendor);
      await connection.run("create table big (n bigint)");
      const values = [1, -(2 ** 53) + 1, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n];
      const insert = `insert into big values (${mark}) returning n`;
      for (const value of values) {
        assert.deepEqual((await connection.write(insert, [value])).rows, [[value]]);
      }
      const back = await connection.rows("select n from big", []);
      assert.deepEqual(back.flat(), values);
      const pieces = [];
      for await (const rows of connection.iterate("select n from big", [], 2)) pieces.push(rows);
      assert.deepEqual(pieces.flat(2), values);
      assert.equal((await connection.all("select count(*) as n from big"))[0]?.["n"], 5);
    });

    it("iterates in pieces, sees the rows as they were, and lets others write meanwhile", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      for (let id = 1; id <= 7; id += 1) await insert(id);
      const sizes: number[] = [];
      for await (const rows of connection.iterate("select id from thing order by id", [], 3)) {
        sizes.push(rows.length);
        await insert(100 + sizes.length);
        assert.ok((await ids()).includes(100 + sizes.length));
      }
      assert.deepEqual(sizes, [3, 3, 1]);
    });

    it("iterates inside a block with what it has written, and goes on after a loop that was left", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor);
      await connection.atomic(async () => {
        for (let id = 1; id <= 5; id += 1) await insert(id);
        const seen: unknown[] = [];
        for await (const rows of connection.iterate("select id from thing order by id", [], 1)) {
          seen.push(...rows.flat());
          await connection.atomic(() => insert(10 + seen.length));
          if (seen.length === 3) break;
        }
        assert.deepEqual(seen, [1, 2, 3]);
      });
      assert.deepEqual(await ids(), [1, 2, 3, 4, 5, 11, 12, 13]);
      await insert(20);
    });

    it("gives up an iteration that nobody goes on with, and what it held", async (t) => {
      const { connection, insert, ids } = await openThings(t, vendor, {
        TRANSACTION_TIMEOUT: 0.2,
        CONNECTION_TIMEOUT: 5,
        MAX_CONNECTIONS: 1,
      });
      for (let id = 1; id <= 5; id += 1) await insert(id);
      const given = gate();
      const standing = async (): Promise<void> => {
        for await (const rows of connection.iterate("select id from thing", [], 2)) {
          assert.equal(rows.length, 2);
          await given.passed;
        }
      };
      const loop = standing();
      await insert(6);
      if (vendor === "sqlite") {
        // As long as somebody reads an older state, the log cannot be written into the file.
        const log = () => connection.run("pragma wal_checkpoint(truncate)").then(() => isEmpty());
        const isEmpty = () => statSync(`${connection.database}-wal`).size === 0;
        while (!(await log())) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      // On PostgreSQL there may be only one connection, which is free again.
      await connection.atomic(() => insert(7));
      assert.equal((await ids()).length, 7);
      given.open();
      await assert.rejects(loop, (error) => {
        assert.ok(error instanceof Error && error.cause instanceof LimitExceeded);
        return true;
      });
    });

    it("tells the statements that were sent, and by whom does not matter", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      const { result, statements } = await connection.capture(async () => {
        await connection.atomic(async () => {
          await insert(1);
          await connection.atomic(() => insert(2));
        });
        return "done";
      });
      await insert(3);
      assert.equal(result, "done");
      assert.deepEqual(
        statements.map((sql) => /^\w+/.exec(sql)?.[0]?.toUpperCase()),
        ["BEGIN", "INSERT", "SAVEPOINT", "INSERT", "RELEASE", "COMMIT"],
      );
    });

    it("goes on with a statement whose table has changed", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      await insert(1);
      const read = () => connection.rows("select * from thing", []);
      for (let time = 0; time < 5; time += 1) assert.deepEqual(await read(), [[1, "n1"]]);
      await connection.run("alter table thing add column extra integer default 7");
      assert.deepEqual(await read(), [[1, "n1", 7]]);
      assert.deepEqual(await read(), [[1, "n1", 7]]);
    });

    it("prepares at most some hundred statements, however many there are", async (t) => {
      const { connection } = await openThings(t, vendor, { MAX_CONNECTIONS: 1 });
      for (let n = 0; n < 450; n += 1) {
        const sql = `select ${n} + id from thing where id = ${mark}`;
        await connection.rows(sql, [1]);
        await connection.rows(sql, [1]);
      }
      if (vendor === "sqlite") return;
      const [row] = await connection.rows("select count(*) from pg_prepared_statements", []);
      const count = Number(row?.[0]);
      assert.ok(count > 50 && count <= 200, `${count} statements are prepared`);
    });
  });
}

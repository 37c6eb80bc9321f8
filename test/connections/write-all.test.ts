/** Several statements that are written as a whole. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IntegrityError } from "../../src/connections/index.ts";
import { openThings, vendors, withPostgres } from "./databases.ts";

withPostgres();

for (const { vendor, skip } of vendors) {
  const mark = vendor === "sqlite" ? "?" : "$1";
  const insert = (id: number) => ({ sql: `insert into thing (id) values (${mark})`, params: [id] });
  const remove = { sql: `delete from thing where id > ${mark}`, params: [1] };

  describe(`statements written as a whole on ${vendor}`, { skip }, () => {
    it("run in their order and each tells what it changed", async (t) => {
      const { connection, ids } = await openThings(t, vendor);
      const written = await connection.writeAll([insert(1), insert(2), insert(3), remove]);
      assert.deepEqual(
        written.map(({ changes }) => changes),
        [1, 1, 1, 2],
      );
      assert.deepEqual(await ids(), [1]);
      assert.deepEqual(await connection.writeAll([]), []);
    });

    it("leave nothing behind when one fails, and say why that one did", async (t) => {
      const { connection, ids } = await openThings(t, vendor);
      const failing = connection.writeAll([insert(1), insert(1), insert(2)]);
      await assert.rejects(failing, IntegrityError);
      assert.deepEqual(await ids(), []);
      await connection.writeAll([insert(1), insert(2)]);
      assert.deepEqual(await ids(), [1, 2]);
    });

    it("leave nothing behind when the commit refuses them", async (t) => {
      const { connection, ids } = await openThings(t, vendor);
      await connection.run(
        "create table part (thing_id integer references thing (id) deferrable initially deferred)",
      );
      const lost = { sql: `insert into part values (${mark})`, params: [7] };
      await assert.rejects(connection.writeAll([insert(1), lost]), IntegrityError);
      assert.deepEqual(await ids(), []);
      await connection.writeAll([insert(7), lost]);
      assert.deepEqual(await ids(), [7]);
    });

    it("are part of the block going on", async (t) => {
      const { connection, ids } = await openThings(t, vendor);
      const undone = connection.atomic(async () => {
        await connection.writeAll([insert(1), insert(2)]);
        assert.deepEqual(await ids(), [1, 2]);
        throw new Error("undo");
      });
      await assert.rejects(undone, /undo/);
      assert.deepEqual(await ids(), []);
      const { statements } = await connection.capture(() =>
        connection.atomic(() => connection.writeAll([insert(1), insert(2)])),
      );
      assert.deepEqual(
        statements.map((sql) => /^\w+/.exec(sql)?.[0]?.toUpperCase()),
        ["BEGIN", "INSERT", "INSERT", "COMMIT"],
      );
    });
  });
}

/** Who listens to the statements that go to databases. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it, type TestContext } from "node:test";
import { observeQueries, type ObservedQuery } from "../../src/connections/index.ts";
import { openThings, vendors, withPostgres } from "./databases.ts";

withPostgres();

function observe(t: TestContext): readonly ObservedQuery[] {
  const seen: ObservedQuery[] = [];
  t.after(observeQueries((query) => seen.push(query)));
  return seen;
}

for (const { vendor, skip } of vendors) {
  const mark = vendor === "sqlite" ? "?" : "$1";
  const firstWords = (seen: readonly ObservedQuery[]): unknown[] =>
    seen.map(({ sql }) => /^\w+/.exec(sql)?.[0]?.toUpperCase());

  describe(`observing ${vendor}`, { skip }, () => {
    it("tells text, values, database and time of a statement", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      await insert(1);
      const seen = observe(t);
      const before = performance.now();
      const sql = `select name from thing where id = ${mark}`;
      await connection.rows(sql, [1]);

      const [query, ...others] = seen;
      assert.ok(query);
      assert.deepEqual(others, []);
      const { startedAt, durationMs, ...rest } = query;
      assert.deepEqual(rest, { alias: "default", vendor, sql, params: [1] });
      assert.ok(startedAt >= before && durationMs > 0);
      assert.ok(startedAt + durationMs <= performance.now());
    });

    it("tells a statement that fails with the error its sender gets", async (t) => {
      const { insert } = await openThings(t, vendor);
      await insert(1);
      const seen = observe(t);
      const failure: unknown = await insert(1).catch((error: unknown) => error);

      assert.equal(seen.length, 1);
      assert.equal(Object(seen[0]?.error).name, "IntegrityError");
      assert.equal(Object(failure).name, "IntegrityError");
    });

    it("tells blocks, several statements at once and iterations, each once", async (t) => {
      const { connection, insert } = await openThings(t, vendor);
      const seen = observe(t);
      await connection.atomic(() => insert(1));
      assert.deepEqual(firstWords(seen.slice()), ["BEGIN", "INSERT", "COMMIT"]);

      const statement = `insert into thing (id) values (${mark})`;
      await connection.writeAll([2, 3].map((id) => ({ sql: statement, params: [id] })));
      assert.deepEqual(firstWords(seen.slice(3)), ["BEGIN", "INSERT", "INSERT", "COMMIT"]);

      const before = seen.length;
      for await (const rows of connection.iterate("select id from thing", [], 2)) void rows;
      const reading = seen.slice(before).filter(({ sql }) => /select/i.test(sql));
      assert.equal(reading.length, 1);
    });

    it("tells each where its sender goes on", async (t) => {
      const { connection } = await openThings(t, vendor);
      const storage = new AsyncLocalStorage<string>();
      const seen: string[] = [];
      t.after(observeQueries(({ sql }) => seen.push(`${storage.getStore()}: ${sql}`)));
      await Promise.all(
        ["1", "2"].map((name) =>
          storage.run(name, async () => {
            await connection.rows(`select ${name}`, []);
            await connection.atomic(() => connection.rows(`select ${name}${name}`, []));
          }),
        ),
      );
      const selects = seen.filter((line) => line.includes("select")).toSorted();
      assert.deepEqual(selects, ["1: select 1", "1: select 11", "2: select 2", "2: select 22"]);
    });

    it("ends when it is told to, and only for the one who ends it", async (t) => {
      const { connection } = await openThings(t, vendor);
      const counts = [0, 0];
      const count = (at: number) => () => void (counts[at] = (counts[at] ?? 0) + 1);
      const stop = observeQueries(count(0));
      t.after(observeQueries(count(1)));
      await connection.rows("select 1", []);
      stop();
      stop();
      await connection.rows("select 1", []);
      assert.deepEqual(counts, [1, 2]);
    });
  });
}

describe("a listener that fails", () => {
  it("is a warning, and the statement goes well", async (t) => {
    const { connection } = await openThings(t, "sqlite");
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    t.after(
      observeQueries(() => {
        throw new Error("no ear");
      }),
    );
    assert.deepEqual(await connection.rows("select 1", []), [[1]]);
    assert.match((await warned).message, /observeQueries\(\) failed: Error: no ear/);
  });
});

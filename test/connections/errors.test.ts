/** What a database refuses, as errors with Django's names. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import {
  DatabaseError,
  DataError,
  IntegrityError,
  OperationalError,
  ProgrammingError,
  TransactionManagementError,
} from "../../src/connections/index.ts";
import { openThings, vendors, withPostgres, type Vendor } from "./databases.ts";

withPostgres();

async function openLibrary(t: TestContext, vendor: Vendor) {
  const opened = await openThings(t, vendor);
  const { connection } = opened;
  const auto = vendor === "sqlite" ? "integer primary key" : "serial primary key";
  await connection.run(`create table person (
    id ${auto}, name varchar(20) not null, town varchar(20), age integer,
    thing_id integer references thing (id) deferrable initially deferred,
    constraint grown check (age > 17), constraint one_name unique (name, town))`);
  const mark = (at: number) => (vendor === "sqlite" ? "?" : `$${at}`);
  const columns = ["name", "town", "age", "thing_id"];
  const sql = `insert into person (${columns.join(", ")}) values (${columns.map((_, at) => mark(at + 1)).join(", ")}) returning id`;
  const add = (name: string | null, age = 20, thing: number | null = null) =>
    connection.write(sql, [name, "Secretville", age, thing]);
  const count = async () =>
    Number((await connection.rows("select count(*) from person", []))[0]?.[0]);
  return { ...opened, add, count };
}

async function errorOf(work: Promise<unknown>): Promise<DatabaseError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DatabaseError, inspect(error));
  return error;
}

for (const { vendor, skip } of vendors) {
  describe(`what ${vendor} refuses`, { skip }, () => {
    it("is an IntegrityError for a row that points to nothing, outside of blocks too, and not stored", async (t) => {
      const { connection, add, count, insert } = await openLibrary(t, vendor);
      const alone = await errorOf(add("Ann", 20, 98));
      const byHand = await errorOf(
        connection.get("insert into person (name, thing_id) values (?, ?) returning id", [
          "Bo",
          99,
        ]),
      );
      const atTheEnd = await errorOf(connection.atomic(() => add("Cy", 20, 97)));
      for (const error of [alone, byHand, atTheEnd]) assert.equal(error.name, "IntegrityError");
      if (vendor === "postgresql") assert.equal(alone.constraint, "person_thing_id_fkey");
      assert.equal(await count(), 0);

      await connection.atomic(async () => {
        await add("Di", 20, 1);
        await insert(1);
      });
      assert.equal(await count(), 1);
    });

    it("names the table, the columns and the constraint", async (t) => {
      const { add } = await openLibrary(t, vendor);
      await add("Ann");
      const duplicate = await errorOf(add("Ann"));
      const missing = await errorOf(add(null));
      const young = await errorOf(add("Bo", 3));
      assert.ok([duplicate, missing, young].every((error) => error instanceof IntegrityError));
      assert.equal(duplicate.table, "person");
      assert.deepEqual(duplicate.columns, ["name", "town"]);
      assert.deepEqual(missing.columns, ["name"]);
      assert.equal(young.constraint, "grown");
      if (vendor === "postgresql") assert.equal(duplicate.constraint, "one_name");
    });

    it("never shows a value of a row, however the error is printed", async (t) => {
      const { connection, add } = await openLibrary(t, vendor);
      await add("Ann");
      const errors = [await errorOf(add("Ann")), await errorOf(add("Zoe", 3))];
      if (vendor === "postgresql") {
        errors.push(await errorOf(connection.rows("select $1::integer", ["Secretville"])));
        errors.push(await errorOf(connection.rows("select $1::timestamp", ["Secretville"])));
        errors.push(await errorOf(connection.rows("select $1::integer", ["777777777777"])));
        assert.ok(errors[2] instanceof DataError);
        assert.equal(errors[4]?.message, "value ... is out of range for type integer");
      }
      for (const error of errors) {
        assert.doesNotMatch(inspect(error, { depth: 9 }), /Secretville|\bAnn\b|\bZoe\b|7777/);
      }
    });

    it("is about the statement for a wrong one, and leaves the connection usable", async (t) => {
      const { connection, ids } = await openThings(t, vendor);
      const error = await errorOf(connection.rows("select * from nothing", []));
      // As in Django, SQLite has one kind of error for almost everything.
      assert.ok(error instanceof (vendor === "sqlite" ? OperationalError : ProgrammingError));
      assert.match(error.message, /nothing/);
      assert.ok(error.cause instanceof Error);
      assert.deepEqual(await ids(), []);
    });

    it("is a TypeError for what is no value, before anything is sent", async (t) => {
      const { connection } = await openThings(t, vendor);
      const sql = vendor === "sqlite" ? "select ?" : "select $1";
      const trick = { toString: () => "1; drop table thing", toPostgres: () => "x" };
      for (const value of [trick, new Map(), () => 1, [trick]]) {
        // As code without types has it.
        const sent: unknown = Reflect.apply(connection.rows, connection, [sql, [value]]);
        await assert.rejects(Promise.resolve(sent), TypeError);
      }
    });
  });
}

describe(
  "a block on postgresql in which a failed query was caught",
  { skip: vendors[1].skip },
  () => {
    it("says that it was rolled back, instead of losing its rows without a word", async (t) => {
      const { connection, insert, ids } = await openThings(t, "postgresql");
      const block = connection.atomic(async () => {
        await insert(1);
        await insert(1).catch(() => {});
      });
      await assert.rejects(block, TransactionManagementError);
      assert.deepEqual(await ids(), []);
    });
  },
);

describe("a block on sqlite whose transaction SQLite has ended by itself", () => {
  it("stores nothing of what comes after, and says so", async (t) => {
    const { connection, insert, ids } = await openThings(t, "sqlite");
    const block = connection.atomic(async () => {
      await insert(1);
      await connection.run("insert or rollback into thing (id) values (1)").catch(() => {});
      await assert.rejects(insert(2), TransactionManagementError);
    });
    await assert.rejects(block, TransactionManagementError);
    assert.deepEqual(await ids(), []);
    await insert(3);
    assert.deepEqual(await ids(), [3]);
  });
});

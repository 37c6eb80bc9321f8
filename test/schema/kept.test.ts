/** What the database knows of a table and no model does outlives every change, or the change is refused by name. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Connection } from "../../src/connections/index.ts";
import * as operations from "../../src/migrations/index.ts";
import type { Operation } from "../../src/migrations/index.ts";
import { statementsOf, type ModelState } from "../../src/schema/index.ts";
import { inMemory } from "../support/tables-sqlite.ts";

const id = { type: "bigint", primary: true, autoincrement: true };
const model: ModelState = {
  table: "shop_item",
  fields: {
    id,
    name: { type: "string", length: 30 },
    price: { type: "integer" },
    note: { type: "text", nullable: true },
  },
};

/** As a person or another tool may have made it. */
const byHand = [
  `CREATE TABLE shop_item (
     "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, -- a comment, with a comma
     name varchar(30) NOT NULL COLLATE NOCASE,
     [price] integer NOT NULL CONSTRAINT "price_in_range" CHECK (price BETWEEN 0 AND 1000),
     "note" text NULL,
     doubled integer GENERATED ALWAYS AS (price * 2) STORED,
     CONSTRAINT name_not_empty CHECK (name <> ''), UNIQUE (name, price) ON CONFLICT FAIL
   )`,
  `CREATE INDEX by_lower ON shop_item (lower(name))`,
  `CREATE INDEX cheap ON shop_item (price DESC) WHERE price < 10`,
  `CREATE TABLE shop_log (what text)`,
  `CREATE TRIGGER log_item AFTER UPDATE ON shop_item BEGIN INSERT INTO shop_log VALUES (NEW.name); END`,
  `CREATE VIEW cheap_items AS SELECT name FROM shop_item WHERE price < 10`,
  `CREATE TABLE shop_part (id integer PRIMARY KEY, item_id integer REFERENCES shop_item (id) ON DELETE CASCADE)`,
  `INSERT INTO shop_item (id, name, price, note) VALUES (7, 'Pen', 3, NULL), (9, 'Ink', 12, 'blue')`,
  `INSERT INTO shop_part VALUES (1, 7)`,
  `UPDATE sqlite_sequence SET seq = 41`,
];

async function change(connection: Connection, ...all: readonly Operation[]): Promise<void> {
  const state = new Map([["shop.Item", model]]);
  const reader = {
    vendor: connection.vendor,
    all: (sql: string, params: readonly (string | number)[] = []) => connection.all(sql, params),
  };
  await connection.run("PRAGMA foreign_keys = OFF");
  await connection.transaction(async () => {
    for (const operation of all) {
      const made = operation.change?.(state, "shop");
      assert.ok(made);
      for await (const { sql, none } of statementsOf(reader, state, made)) {
        const rows = await connection.all(sql);
        if (none !== undefined) assert.deepEqual(rows, [], none);
      }
      for (const [label, after] of made.delta) if (after) state.set(label, after);
    }
  });
}

function shop<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  return inMemory(async (connection) => {
    for (const sql of byHand) await connection.run(sql);
    return work(connection);
  });
}

async function table(connection: Connection): Promise<string> {
  const row = await connection.get("select sql from sqlite_schema where name = 'shop_item'");
  return String(row?.["sql"]).replaceAll(/\s+/g, " ");
}

describe("a SQLite table made by hand", () => {
  it("keeps checks, collations, conflict clauses, comments, generated columns, rows and numbers when it is made anew", () =>
    shop(async (connection) => {
      await change(
        connection,
        operations.alterField("Item", "note", { type: "text" }, { oneOffDefault: "none" }),
      );

      const sql = await table(connection);
      for (const part of [
        "-- a comment, with a comma",
        "COLLATE NOCASE",
        'CONSTRAINT "price_in_range" CHECK (price BETWEEN 0 AND 1000)',
        "doubled integer GENERATED ALWAYS AS (price * 2) STORED",
        "CONSTRAINT name_not_empty CHECK (name <> '')",
        "UNIQUE (name, price) ON CONFLICT FAIL",
      ]) {
        assert.ok(sql.includes(part), `${part} is gone: ${sql}`);
      }
      assert.match(sql, /"note" text NOT NULL/);
      const rows = await connection.all("select id, name, price, note, doubled from shop_item");
      assert.deepEqual(
        rows.map((row) => Object.values(row)),
        [
          [7, "Pen", 3, "none", 6],
          [9, "Ink", 12, "blue", 24],
        ],
      );
      await connection.run("insert into shop_item (name, price, note) values ('New', 1, '')");
      const last = await connection.get("select max(id) as id from shop_item");
      assert.equal(last?.["id"], 42);
    }));

  it("keeps indexes, triggers, views and the rows that point to it", () =>
    shop(async (connection) => {
      await change(
        connection,
        operations.alterField("Item", "note", { type: "text" }, { oneOffDefault: "" }),
      );

      const found = await connection.all(
        "select name, sql from sqlite_schema where type <> 'table' and sql is not null order by name",
      );
      assert.deepEqual(
        found.map(({ name }) => name),
        ["by_lower", "cheap", "cheap_items", "log_item"],
      );
      assert.match(String(found[0]?.["sql"]), /lower\(name\)/);
      assert.match(String(found[1]?.["sql"]), /price DESC\) WHERE price < 10/);
      await connection.run("update shop_item set price = 4 where id = 7");
      assert.deepEqual(
        (await connection.all("select what from shop_log")).map((row) => row["what"]),
        ["Pen"],
      );
      assert.deepEqual(
        (await connection.all("select item_id from shop_part")).map((row) => row["item_id"]),
        [7],
      );
      assert.deepEqual(await connection.all("pragma foreign_key_check"), []);
    }));

  it("is renamed with what names it: indexes, triggers, views, foreign keys of others", () =>
    shop(async (connection) => {
      await change(
        connection,
        operations.renameField("Item", "price", "cost"),
        operations.alterModelTable("Item", "wares"),
      );

      const all = await connection.all("select sql from sqlite_schema where sql is not null");
      const text = all.map(({ sql }) => String(sql)).join("\n");
      assert.doesNotMatch(text, /shop_item|\bprice\b/);
      assert.match(text, /"cost" BETWEEN 0 AND 1000/);
      assert.match(text, /REFERENCES "wares"/);
    }));

  it("does not lose a column that a check, an index or a view no model knows is made of", () =>
    shop(async (connection) => {
      const before = await table(connection);
      await assert.rejects(
        change(connection, operations.removeField("Item", "price")),
        /shop_item\.price cannot be dropped: (?:doubled|price_in_range|cheap) uses it, which no model knows\. Nothing was changed/,
      );
      await assert.rejects(
        change(connection, operations.removeField("Item", "name")),
        /name_not_empty uses it/,
      );
      assert.equal(await table(connection), before);
      assert.equal((await connection.all("select * from shop_item")).length, 2);
    }));

  it("loses a column that nothing uses", () =>
    shop(async (connection) => {
      await change(connection, operations.removeField("Item", "note"));
      assert.doesNotMatch(await table(connection), /note/);
    }));

  it("without rowid or strict stays so", () =>
    inMemory(async (connection) => {
      await connection.run(
        'CREATE TABLE shop_item ("id" integer NOT NULL PRIMARY KEY, "name" text NOT NULL, "price" integer NOT NULL, "note" text NULL) STRICT, WITHOUT ROWID',
      );
      await connection.run("insert into shop_item values (1, 'a', 2, null)");
      await change(
        connection,
        operations.alterField("Item", "note", { type: "text" }, { oneOffDefault: "x" }),
      );
      assert.match(await table(connection), /\) STRICT, WITHOUT ROWID$/);
      assert.deepEqual(
        (await connection.all("select note from shop_item")).map((row) => row["note"]),
        ["x"],
      );
    }));
});

/** What migrations write down of models, and models made of what was written down. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { currentState } from "../../src/migrations/index.ts";
import { withSettings } from "../../src/conf/index.ts";
import { historicalModels } from "../../src/migrations/historical/models.ts";
import {
  defineModel,
  fields,
  registerModels,
  Registry,
  type AnyModel,
} from "../../src/models/index.ts";
import { contains, F, gt, gte, lower, now, or, startsWith } from "../../src/query/index.ts";
import { databases } from "../support/databases.ts";
import { makeTables } from "../support/tables.ts";

class Author extends defineModel(() => Author, {
  fullName: fields.char(50),
  mentor: fields.foreignKey(() => Author, { onDelete: "set null" }).nullable(),
}) {}
class Tag extends defineModel(() => Tag, { word: fields.char(9).unique() }) {}
class Book extends defineModel(
  () => Book,
  {
    title: fields.char(50),
    votes: fields.positiveInteger().default(0),
    slug: fields.slug(),
    author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
    tags: fields.manyToMany(() => Tag),
    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }).dbColumn("cost"),
    twice: fields.generated(F("votes").times(2), fields.integer(), { dbPersist: true }),
    kind: fields.choice(["a", "b"]),
    made: fields.datetime().dbDefault(now()),
  },
  {
    ordering: ["-title"],
    indexes: [
      ["title"],
      { name: "lower_title", expressions: [lower("title")] },
      { name: "some", fields: ["-votes"], condition: { title: startsWith("a_") } },
    ],
    constraints: [
      { name: "%(class)s_votes", check: or({ votes: gte(0) }, { title: contains("x%") }) },
      { name: "priced", check: { price: gt(F("votes").plus(1)) } },
      { name: "one", unique: ["title", "kind"], condition: { votes: gt(3) } },
    ],
  },
) {}
class Place extends defineModel(() => Place, { name: fields.char(9) }) {}
class Bar extends Place.defineModel(() => Bar, { beer: fields.boolean() }) {}
class Shown extends Book.defineModel(() => Shown, {}, { proxy: true }) {}

function state() {
  const registry = new Registry();
  const all: readonly AnyModel[] = [Author, Tag, Book, Place, Bar, Shown];
  registerModels("lib", all, registry);
  return currentState(registry.models);
}

describe("the state of declared models", () => {
  it("is plain data: fields, relations, rules and options", async () => {
    const all = await state();
    const book = all.get("lib.Book");
    assert.deepEqual(JSON.parse(JSON.stringify([...all])), [...all]);
    assert.deepEqual(book?.fields, {
      id: { type: "bigInt", primary: true, autoincrement: true },
      title: { type: "string", length: 50 },
      votes: { type: "positiveInteger", default: 0 },
      slug: { type: "string", length: 50, index: true },
      author: { kind: "m:1", to: "lib.Author", deleteRule: "cascade" },
      tags: { kind: "m:n", to: "lib.Tag", pivotTable: "lib_book_tags" },
      price: { type: "decimal", precision: 8, scale: 2, column: "cost" },
      twice: book?.fields["twice"],
      kind: { type: "enum", items: ["a", "b"] },
      made: book?.fields["made"],
    });
    assert.deepEqual(book.options, { ordering: ["-title"] });
    assert.deepEqual(book.indexes, [
      { properties: ["title"] },
      { name: "lower_title", properties: [], expressions: ['LOWER("title")'] },
      {
        name: "some",
        properties: ["-votes"],
        condition: { field: "title", like: String.raw`a\_%` },
      },
    ]);
    assert.deepEqual(book.constraints?.[0], {
      name: "book_votes",
      check: {
        or: [
          { field: "votes", gte: 0 },
          { field: "title", like: String.raw`%x\%%` },
        ],
      },
    });
  });

  it("knows the table and the parent of models that extend others", async () => {
    const all = await state();
    assert.deepEqual(all.get("lib.Bar"), {
      table: "lib_bar",
      fields: {
        placePtr: { kind: "1:1", to: "lib.Place", deleteRule: "cascade", primary: true },
        beer: { type: "boolean" },
      },
      options: { bases: ["lib.Place"] },
    });
    const { table, fields: none, options } = all.get("lib.Shown") ?? {};
    assert.deepEqual(
      [table, none, options],
      ["lib_book", {}, { proxy: true, bases: ["lib.Book"] }],
    );
  });
});

for (const database of databases) {
  describe(`models of the past on ${database.vendor}`, { skip: database.skip }, () => {
    it("read and write rows of tables that the state made, with its rules", async (t) => {
      const { settings, connection } = await open(t, database.url);
      const known = await state();
      await makeTables(connection, known);
      const model = historicalModels(known);
      await withSettings(settings, async () => {
        const author = await model("lib.Author").objects.create({ fullName: "Ann" });
        const data = { title: "a", slug: "a", author, price: "2.50", kind: "a" };
        await model("lib.Book").objects.create(data);
        await model("lib.Bar").objects.create({ name: "Fox", beer: true });

        const found = await model("lib.Shown")
          .objects.filter({ author: { fullName: "Ann" } })
          .get();
        assert.deepEqual([found["votes"], found["twice"], found["price"]], [0, 0, "2.50"]);
        assert.equal(found["made"] instanceof Date, true);
        assert.equal((await model("lib.Bar").objects.get({ name: "Fox" }))["beer"], true);
        assert.equal(await model("lib.Book").objects.update({ votes: 1 }), 1);
        await assert.rejects(model("lib.Book").objects.create({ ...data, price: "0" }), /priced/);
        await assert.rejects(model("lib.Book").objects.create({ ...data, kind: "c" }));
        assert.throws(() => model("lib.Gone"), /no model lib\.Gone at this point/);
      });
    });
  });
}

async function open(t: TestContext, url: (t: TestContext) => Promise<string>) {
  process.env["TEST_DATABASE_URL"] = await url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return { settings, connection: getConnection(settings) };
}

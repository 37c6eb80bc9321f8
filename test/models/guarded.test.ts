/** What comes from outside neither widens a query nor reaches the database as it came, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import {
  atomic,
  connectionFor,
  contains,
  F,
  gt,
  iContains,
  iExact,
  isIn,
  max,
  MultipleObjectsReturned,
  onCommit,
  startsWith,
  ValueError,
} from "../../src/db/index.ts";
import { ValidationError } from "../../src/validators/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, library, Publisher } from "./library.ts";
import { openModels } from "./open.ts";
import { Item, ItemNote, items } from "./items.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

/** Calls a method as JavaScript, or data from a request, would. */
async function call(of: object, name: string, ...given: readonly unknown[]): Promise<unknown> {
  return Reflect.apply(Reflect.get(of, name) as () => unknown, of, given);
}

const notConditions: readonly (readonly [what: string, value: unknown])[] = [
  ["an empty list", []],
  ["true", true],
  ["a number", 5],
  ["a map", new Map()],
  ["null", null],
  ["a text", "1=1"],
  ["a date", new Date(0)],
];

for (const database of databases) {
  describe(`what narrows a query on ${database.vendor}`, { skip: database.skip }, () => {
    it("is never dropped: no argument of delete(), update() or of a condition passes unread", async (t) => {
      await open(t, database);
      const books = Book.objects;
      for (const [what, value] of notConditions) {
        await assert.rejects(call(books, "delete", value), TypeError, what);
        await assert.rejects(call(books, "filter", value), TypeError, what);
        await assert.rejects(call(books, "exclude", value), TypeError, what);
        await assert.rejects(call(books, "update", value), TypeError, what);
        await assert.rejects(call(books, "get", value), TypeError, what);
      }
      await assert.rejects(call(books, "delete", { title: "Emma" }), {
        message: "delete() takes no arguments, and got 1. Nothing was done.",
      });
      await assert.rejects(
        async () => Book.objects.filter({ author: {} }).delete(),
        /"author": an empty object is not a condition on Author/,
      );
      assert.equal(await Book.objects.count(), 3);
    });

    it("is refused where a method has no such argument or option", async (t) => {
      const { emma, jane } = await open(t, database);
      const [books, object, related] = [Book.objects, emma, emma.genres];
      const wrong: readonly (readonly [of: object, name: string, given: unknown[]])[] = [
        [books, "count", [{ title: "Emma" }]],
        [books, "exists", [{ title: "Emma" }]],
        [books, "first", [{ title: "Emma" }]],
        [books, "iterator", [{ chunk: 2 }]],
        [books, "selectForUpdate", [{ nowai: true }]],
        [books, "inBulk", [[1], { by: "title" }]],
        [books, "valuesList", ["id", { flat: true, named: true }]],
        [books, "union", [Book.objects, { al: true }]],
        [books, "intersection", [{}]],
        [books, "only", [["title"]]],
        [books, "selectRelated", [["author"]]],
        [books, "prefetchRelated", [["genres"]]],
        [books, "latest", [{ by: "title" }]],
        [books, "create", [{ title: "x", author: jane }, { using: "x" }]],
        [books, "create", [[{ title: "x" }]]],
        [books, "bulkCreate", [[], { ignore: true }]],
        [books, "bulkCreate", [{ title: "x", author: jane }]],
        [books, "bulkUpdate", [[emma], ["votes"], { batch: 1 }]],
        [books, "update", [{ votes: 1 }, { title: "Emma" }]],
        [books, "getOrCreate", [{ title: "Emma" }, {}, {}]],
        [object, "save", [true]],
        [object, "save", [{ updatefields: ["votes"] }]],
        [object, "delete", [{ keepParent: true }]],
        [object, "refreshFromDb", [{ field: "votes" }]],
        [object, "fullClean", [{ exclud: ["author"] }]],
        [related, "clear", [{ everything: true }]],
        [related, "set", [[], { clea: true }]],
        [{ atomic }, "atomic", [() => Promise.resolve(1), { durabl: true }]],
        [{ onCommit }, "onCommit", [5]],
      ];
      for (const [of, name, given] of wrong) {
        await assert.rejects(call(of, name, ...given), TypeError, name);
      }
      assert.deepEqual(await Book.objects.valuesList("title", "votes"), [
        ["Emma", 150],
        ["Songs", 7],
        ["Tales", 0],
      ]);
    });

    it("decides what belongs to an object, whatever the data for its new rows says", async (t) => {
      const { jane, ann } = await open(t, database);
      const { books } = jane;
      const foreign = { author: ann.id, authorId: ann.id };
      await call(books, "create", { title: "One", ...foreign });
      await call(books, "getOrCreate", { title: "Four" }, foreign);
      await call(books, "getOrCreate", { title: "Five", ...foreign });
      await call(books, "updateOrCreate", { title: "Six" }, foreign);
      await call(books, "updateOrCreate", { title: "Six" }, { votes: 6, ...foreign });
      await call(books, "updateOrCreate", { title: "Seven" }, {}, foreign);
      assert.equal(await jane.books.count(), 6);
      assert.equal(await ann.books.count(), 2);
      assert.equal((await jane.books.get({ title: "Six" })).votes, 6);
      for (const row of [
        { title: "Two", author: ann.id },
        new Book({ title: "Two", author: ann }),
      ]) {
        await assert.rejects(
          call(books, "bulkCreate", [row]),
          /bulkCreate\(\): library\.Book\.author/,
        );
      }
      await jane.books.bulkCreate([{ title: "Two", author: jane }]);
      assert.equal(await jane.books.count(), 7);
      const both = Book.objects.filter({ author: jane }).filter({ author: ann });
      assert.equal(await both.count(), 0);
    });

    it("says that there are several, where one row was to be found or made", async (t) => {
      const { ann } = await open(t, database);
      const several = { author: ann };
      await assert.rejects(
        Book.objects.getOrCreate(several as never, { title: "x" }),
        MultipleObjectsReturned,
      );
      await assert.rejects(
        Book.objects.updateOrCreate(several as never, { title: "x" }),
        MultipleObjectsReturned,
      );
      assert.equal(await Book.objects.count(), 3);
    });
  });

  describe(`values on ${database.vendor}`, { skip: database.skip }, () => {
    it("that their field does not take are refused by save, create, update and conditions", async (t) => {
      await openModels(t, database, "stock", items);
      const wrong: readonly (readonly [name: string, value: unknown])[] = [
        ["count", "abc"],
        ["count", ""],
        ["count", "0x10"],
        ["count", 1.5],
        ["count", Number.NaN],
        ["count", 2n ** 64n],
        ["count", { $gt: 1 }],
        ["count", new Date(0)],
        ["weight", "0x1"],
        ["weight", Number.NaN],
        ["weight", ""],
        ["price", "1000.00"],
        ["price", "many"],
        ["price", Number.POSITIVE_INFINITY],
        ["day", "2026-02-31"],
        ["day", "20260203"],
        ["day", 5],
        ["moment", "nope"],
        ["moment", new Date(Number.NaN)],
        ["moment", "2026-02-31T00:00:00Z"],
        ["time", "25:00"],
        ["code", "not-a-uuid"],
        ["open", "maybe"],
        ["open", 2],
        ["data", new Map([[1, 2]])],
        ["data", { deep: [new Set([1])] }],
        ["data", { count: 1n }],
        ["data", { ratio: Number.NaN }],
        ["data", { run: () => 1 }],
        ["address", "1.2.3.4.5"],
        ["bytes", "text"],
        ["name", { toString: () => "x' or 1=1 --" }],
        ["name", "\ud800"],
      ];
      const fits = (name: string) => (error: unknown) =>
        (error instanceof ValueError || error instanceof ValidationError) &&
        error.message.includes(`Item.${name}: expected`);
      const object = await Item.objects.create({ name: "there" });
      for (const [name, value] of wrong) {
        const data: object = { [name]: value };
        await assert.rejects(Item.objects.create({ name: "new", ...data }), fits(name), name);
        await assert.rejects(Item.objects.update(data), fits(name), name);
        const changed = await Item.objects.get({ pk: object.pk });
        await assert.rejects(Object.assign(changed, data).save(), fits(name), name);
        if (value === "\ud800" || value === 1.5 || value === 2n ** 64n) continue;
        const condition: object = { [name]: name === "data" ? isIn([value]) : value };
        const refused = async () => Item.objects.filter(condition).count();
        await assert.rejects(refused, (error) => {
          assert.ok(error instanceof ValueError || error instanceof ValidationError, name);
          return new RegExp(`Item.${name}: `).test(error.message);
        });
      }
      assert.deepEqual(await Item.objects.valuesList("name", "count"), [["there", 0]]);
    });

    it("that no column holds are found nowhere", async (t) => {
      await openModels(t, database, "stock", items);
      await Item.objects.create({ name: "there", count: 1 });
      for (const number of [2 ** 63, 2n ** 63n, "9223372036854775808", 1e300]) {
        const beyond: object = { count: number };
        assert.equal(await Item.objects.filter(beyond).count(), 0);
        assert.equal(await Item.objects.filter({ count: isIn([number as number, 1]) }).count(), 1);
        assert.equal(await Item.objects.filter({ count: gt(number as number) }).count(), 0);
      }
      assert.equal(await Item.objects.filter({ name: "\ud800" }).count(), 0);
      for (const lookup of [contains, iContains, startsWith, iExact]) {
        assert.equal(await Item.objects.filter({ name: lookup("a\u0000b") }).count(), 0);
      }
      assert.equal(await Item.objects.filter({ name: "a\u0000b" }).count(), 0);
    });

    it("in lists are compared as single ones are: bytes, infinity, large numbers", async (t) => {
      await openModels(t, database, "stock", items);
      const bytes = new Uint8Array([1, 255]);
      await Item.objects.create({ name: "one", bytes, weight: Number.POSITIVE_INFINITY });
      await Item.objects.create({ name: "two", count: (2n ** 62n) as never });
      const names = (condition: object) =>
        Item.objects.filter(condition).valuesList("name", { flat: true });
      assert.deepEqual(await names({ bytes: isIn([bytes, new Uint8Array()]) }), ["one"]);
      assert.deepEqual(await names({ weight: isIn([Number.POSITIVE_INFINITY]) }), ["one"]);
      assert.deepEqual(await names({ count: isIn([2n ** 62n]) }), ["two"]);
      assert.deepEqual(await names({ count: "4611686018427387904" }), ["two"]);
    });

    it("beyond what a number holds stay exact, whoever stored them", async (t) => {
      await openModels(t, database, "stock", items);
      await Item.objects.create({ name: "ours" });
      await connectionFor().run("update stock_item set count = 9007199254740993");
      const [item] = await Item.objects;
      assert.equal(item?.count, 9007199254740993n);
      await item?.save();
      await Item.objects.update({ count: F("count").plus(1) });
      assert.deepEqual(await Item.objects.aggregate({ most: max("count") }), {
        most: 9007199254740994n,
      });
      await assert.rejects(
        Item.objects.create({ name: "rounded", count: 2 ** 53 + 2 }),
        /Item\.count: expected a whole number that is exact, a BigInt from 2\*\*53 on/,
      );
    });

    it("are no names of options of any realm: an object of JSON is a condition only for a relation", async (t) => {
      await openModels(t, database, "stock", items);
      const item = await Item.objects.create({ name: "there" });
      await ItemNote.objects.create({ item, text: "a" });
      const sent = JSON.parse('{"name":"there"}') as object;
      assert.equal(await ItemNote.objects.filter({ item: sent }).count(), 1);
      await assert.rejects(
        async () => ItemNote.objects.filter({ text: sent } as never).count(),
        /ItemNote\.text: expected a text/,
      );
    });

    it("of an object are in no message, whatever it was given for", async (t) => {
      const { jane, house } = await open(t, database);
      const silent = (error: unknown) =>
        error instanceof Error && !inspect(error).includes("House");
      assert.equal(await Book.objects.filter({ author: jane }).count(), 1);
      await assert.rejects(
        async () => Book.objects.filter({ author: house } as never).count(),
        silent,
      );
      await assert.rejects(
        async () => Book.objects.filter({ title: house } as never).count(),
        silent,
      );
      await assert.rejects(call(Book.objects, "create", { title: "x", author: house }), silent);
      await assert.rejects(Publisher.objects.create({ name: "House" }), silent);
    });

    it("of a query set are shown by no JSON", async (t) => {
      const { jane } = await open(t, database);
      assert.throws(() => JSON.stringify({ books: Book.objects }), /is not JSON serializable/);
      assert.throws(() => JSON.stringify({ books: jane.books }), /is not JSON serializable/);
      assert.throws(() => JSON.stringify({ jane }), /is not JSON serializable/);
      const book = await Book.objects.get({ title: "Emma" });
      assert.throws(() => JSON.stringify({ author: book.author }), /is not loaded/);
      const named = JSON.stringify(await Author.objects.values("name"));
      assert.equal(named, '[{"name":"Ann"},{"name":"Jane"}]');
    });
  });
}

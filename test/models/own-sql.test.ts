/** SQL of one's own in queries: functions, comparisons and parts of values; and expressions in objects. */
import assert from "node:assert/strict";
import { before, describe, it, type TestContext } from "node:test";
import {
  columnType,
  F,
  FieldError,
  func,
  gt,
  isIn,
  lookup,
  not,
  registerLookup,
  registerTransform,
  Value,
} from "../../src/db/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, library } from "./library.ts";
import { openModels } from "./open.ts";

before(() => {
  registerLookup({ name: "differsFrom", sql: (left, right) => `${left} <> ${right}` });
  registerTransform({
    name: "size",
    sql: (operand) => `LENGTH(${operand})`,
    type: columnType("integer"),
  });
  registerTransform({ name: "upper", sql: (operand) => `UPPER(${operand})` });
});

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

const titles = (books: readonly Book[]) => books.map(({ title }) => title);

for (const database of databases) {
  describe(`SQL of one's own on ${database.vendor}`, { skip: database.skip }, () => {
    it("compares by a registered lookup, whose value is bound and judged by the field", async (t) => {
      await open(t, database);
      const others = Book.objects.filter({ title: lookup("differsFrom", "Emma") });
      assert.deepEqual(titles(await others), ["Songs", "Tales"]);
      const hostile = Book.objects.filter({ title: lookup("differsFrom", "' or 1=1 --") });
      assert.equal(await hostile.count(), 3);
      const excluded = Book.objects.filter(not({ votes: lookup("differsFrom", 7) } as never));
      assert.deepEqual(titles(await excluded), ["Songs"]);
      await assert.rejects(
        async () => Book.objects.filter({ votes: lookup("differsFrom", "many") }).count(),
        /Book\.votes: expected a whole number/,
      );
      await assert.rejects(
        async () => Book.objects.filter({ title: lookup("sounds", "x") }).count(),
        FieldError,
      );
    });

    it("takes parts of values by registered transforms, alone, chained and across relations", async (t) => {
      await open(t, database);
      const long = Book.objects.filter({ title: lookup("size", gt(4)) });
      assert.deepEqual(titles(await long), ["Songs", "Tales"]);
      const loud = Book.objects.filter({ title: lookup("upper", "EMMA") });
      assert.deepEqual(titles(await loud), ["Emma"]);
      const both = Book.objects.filter({
        title: lookup("upper", lookup("size", isIn([4]))),
      });
      assert.deepEqual(titles(await both), ["Emma"]);
      const byAnn = Book.objects.filter({ author: { name: lookup("size", 3) } });
      assert.deepEqual(titles(await byAnn), ["Songs", "Tales"]);
    });

    it("registers names of letters and digits alone", () => {
      for (const name of ["", "a b", "1a", "a;drop", 'a"']) {
        assert.throws(() => registerLookup({ name, sql: () => "" }), /letters and digits/);
        assert.throws(() => registerTransform({ name, sql: () => "" }), /letters and digits/);
      }
    });

    it("calls any function of the database by func(), with fields and values", async (t) => {
      await open(t, database);
      const rows = await Book.objects
        .annotate({
          size: func("LENGTH", ["title"], { type: columnType("integer") }),
          joined: func("CONCAT", ["title", Value("!")], {
            template: "(%(expressions)s)",
            separator: " || ",
            type: columnType("text"),
          }),
        })
        .filter({ size: 5 } as never)
        .valuesList("size", "joined");
      assert.deepEqual(rows, [
        [5, "Songs!"],
        [5, "Tales!"],
      ]);
      assert.throws(() => func("LENGTH(title); --", []), /takes the name of a function/);
      await assert.rejects(
        async () => Book.objects.annotate({ x: func("LENGTH", ["nobody"]) }).count(),
        FieldError,
      );
    });

    it("is what save() writes for an expression, and what the row then holds is read anew", async (t) => {
      const { songs, emma } = await open(t, database);
      const other = await Book.objects.get({ pk: songs.pk });
      Object.assign(other, { votes: 100 });
      await other.save();
      Object.assign(songs, { votes: F("votes").plus(1) });
      await songs.save({ updateFields: ["votes"] });
      await songs.refreshFromDb();
      assert.equal(songs.votes, 101);
      Object.assign(emma, { title: func("UPPER", [F("title")]) });
      await emma.save();
      await emma.refreshFromDb({ fields: ["title"] });
      assert.equal(emma.title, "EMMA");
      Object.assign(songs, { votes: F("votes").times(2) });
      assert.equal(await Book.objects.bulkUpdate([songs], ["votes"]), 1);
      assert.equal((await Book.objects.get({ pk: songs.pk })).votes, 202);
      const inserted: object = { name: F("name") };
      await assert.rejects(
        Author.objects.create(inserted as never),
        /Author\.name: an expression of a row cannot be inserted/,
      );
    });
  });
}

/** Rules of Django's for what may follow what in a query, and for what it means then, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  and,
  atomic,
  avg,
  Case,
  coalesce,
  connectionFor,
  count,
  F,
  FieldError,
  gt,
  gte,
  IntegrityError,
  iRegex,
  isIn,
  isNull,
  length,
  max,
  month,
  NotSupportedError,
  or,
  range,
  regex,
  round,
  startsWith,
  sum,
  TransactionManagementError,
  Value,
  When,
  xor,
  year,
} from "../../src/db/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, library, Profile, Publisher } from "./library.ts";
import { openModels } from "./open.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

const names = (authors: readonly Author[]) => authors.map(({ name }) => name);
const titles = (books: readonly Book[]) => books.map(({ title }) => title);

for (const database of databases) {
  describe(`rules of queries on ${database.vendor}`, { skip: database.skip }, () => {
    it("put rows without a value where an order says, both ways, and take no other option", async (t) => {
      await open(t, database);
      await Author.objects.create({ name: "Zed" });
      const born = async (order: object, reversed = false) => {
        const rows = Author.objects.orderBy(order);
        const found = await (reversed ? rows.reverse() : rows);
        return found.map((author) => author.born);
      };
      assert.deepEqual(await born(F("born").asc({ nullsFirst: true })), [null, 1775, 1800]);
      assert.deepEqual(await born(F("born").asc({ nullsLast: true })), [1775, 1800, null]);
      assert.deepEqual(await born(F("born").desc({ nullsFirst: true })), [null, 1800, 1775]);
      assert.deepEqual(await born(F("born").desc({ nullsLast: true })), [1800, 1775, null]);
      assert.deepEqual(await born(F("born").asc({ nullsFirst: true }), true), [1800, 1775, null]);
      assert.throws(() => F("born").asc({ nullsFirst: true, nullsLast: true }), {
        name: "ValueError",
        message: "nullsFirst and nullsLast are mutually exclusive",
      });
      assert.throws(
        () => F("born").asc({ nulls: "first" } as never),
        /^TypeError: An order has no option 'nulls', only nullsFirst and nullsLast\.$/,
      );
    });

    it("group by the part of a moment that is asked for beside an aggregate", async (t) => {
      await open(t, database);
      const author = await Author.objects.create({ name: "Ada" });
      for (const [title, made] of [
        ["First", "2020-02-03T10:00:00Z"],
        ["Second", "2021-02-17T11:30:00Z"],
        ["Third", "2021-03-01T00:00:00Z"],
      ] as const) {
        const { id } = await Book.objects.create({ title, votes: 77, author });
        await Book.objects.filter({ id }).update({ made: new Date(made) });
      }
      const groups = await Book.objects
        .filter({ votes: 77 })
        .values("votes")
        .annotate({ books: count("id") })
        .filter(or({ made: month(2) }, { books: gt(5) }));
      assert.deepEqual(groups, [{ votes: 77, books: 2 }]);
    });

    it("select no alias: annotate() makes it part of the rows", async (t) => {
      await open(t, database);
      const books = Book.objects.alias({ size: length("title") });
      await assert.rejects(async () => books.valuesList("size" as never), FieldError);
      assert.deepEqual(
        await books.annotate({ shown: F("size") }).valuesList("shown", { flat: true }),
        [4, 5, 5],
      );
      const hidden = Book.objects.annotate({ size: length("title") }).values("votes");
      await assert.rejects(async () => hidden.valuesList("size" as never), FieldError);
      assert.equal(await hidden.filter({ size: 4 } as never).count(), 1);
    });

    it("group by the values again for each aggregate behind them", async (t) => {
      const { ann } = await open(t, database);
      await Book.objects.create({ title: "More", author: ann, votes: 7 });
      const rows = await Book.objects
        .annotate({ genres_: count("genres") } as never)
        .orderBy()
        .values("author")
        .annotate({ books: count("pk") })
        .orderBy("authorId");
      assert.deepEqual(
        rows.map((row) => Object.values(row as object)),
        [
          [1, 1],
          [2, 3],
        ],
      );
    });

    it("take an aggregate by the name of a column that is not among the values", async (t) => {
      await open(t, database);
      const rows = Book.objects
        .orderBy()
        .values("author")
        .annotate({ votes: sum("votes") } as never)
        .orderBy("authorId");
      assert.deepEqual(
        (await rows).map((row) => Object.values(row as object)),
        [
          [1, 150],
          [2, 7],
        ],
      );
      assert.throws(
        () => Book.objects.values("author", "votes").annotate({ votes: sum("votes") } as never),
        /conflicts with one of the values/,
      );
    });

    it("count again under the same name", async (t) => {
      await open(t, database);
      const rows = await Book.objects
        .orderBy()
        .values("author")
        .annotate({ n: count("pk") })
        .annotate({ n: max("votes") } as never)
        .orderBy("authorId");
      assert.deepEqual(
        rows.map((row) => Object.values(row as object)),
        [
          [1, 150],
          [2, 7],
        ],
      );
    });

    it("have a first of groups that have a key, and none of others without an order", async (t) => {
      await open(t, database);
      const keyed = Book.objects
        .orderBy()
        .values("pk")
        .annotate({ n: count("genres") });
      assert.deepEqual(Object.values((await keyed.first()) as object), [1, 0]);
      const groups = Book.objects
        .orderBy()
        .values("author")
        .annotate({ n: count("pk") });
      await assert.rejects(async () => groups.first(), TypeError);
    });

    it("join a slice to others by or and xor, by the keys of its rows", async (t) => {
      await open(t, database);
      const two = Book.objects.limit(2);
      assert.deepEqual(titles(await two.or(Book.objects.filter({ title: "Tales" }))), [
        "Emma",
        "Songs",
        "Tales",
      ]);
      assert.deepEqual(titles(await Book.objects.filter({ votes: gte(0) }).xor(two)), ["Tales"]);
      assert.throws(() => two.and(Book.objects.all()), /once a slice has been taken/);
    });

    it("keep by or and xor the rows that lack what only the other side asks about", async (t) => {
      await open(t, database);
      const lonely = Book.objects.filter({ publisher: null });
      const house = Book.objects.filter({ publisher: { books: { title: "None" } } });
      assert.deepEqual(titles(await lonely.or(house)), ["Emma", "Songs"]);
      assert.deepEqual(titles(await lonely.xor(house)), ["Emma", "Songs"]);
      const others = Book.objects.exclude({ publisher: { name: "House" } });
      assert.deepEqual(titles(await others.or(house)), ["Emma", "Songs"]);
    });

    it("know whether a union has rows, whatever its parts are ordered by", async (t) => {
      await open(t, database);
      const some = Book.objects.orderBy("-votes").union(Book.objects.filter({ votes: 7 }));
      assert.equal(await some.exists(), true);
    });

    it("find nothing in none() less something, or common with it, inside a union too", async (t) => {
      await open(t, database);
      const songs = Book.objects.filter({ votes: 7 });
      const nothing = [
        Book.objects.none().difference(songs),
        songs.intersection(Book.objects.none()),
        Book.objects.none().union(Book.objects.none()),
      ];
      for (const none of nothing) {
        assert.equal(await none.count(), 0);
        assert.deepEqual(titles(await none.union(Book.objects.filter({ title: "Emma" }))), [
          "Emma",
        ]);
      }
      const computed = Book.objects.annotate({ size: length("title"), shelves: count("genres") });
      assert.equal(await computed.union(computed).exists(), true);
      assert.equal(await computed.difference(computed).exists(), false);
    });

    it("stay reversed behind a union, whatever they are ordered by then", async (t) => {
      await open(t, database);
      const all = Book.objects
        .reverse()
        .union(Book.objects.filter({ votes: 7 }))
        .orderBy("title");
      assert.deepEqual(titles(await all), ["Tales", "Songs", "Emma"]);
      assert.equal((await all.last())?.title, "Emma");
    });

    it("have no first row of a slice without an order", async (t) => {
      await open(t, database);
      await assert.rejects(Book.objects.orderBy().limit(2).first(), /once a slice has been taken/);
      assert.equal((await Book.objects.limit(2).first())?.title, "Emma");
    });

    it("order a union by a column that its values leave out", async (t) => {
      await open(t, database);
      const some = Book.objects
        .orderBy()
        .filter({ votes: 7 })
        .union(Book.objects.orderBy().filter({ votes: 150 }))
        .orderBy("-votes")
        .valuesList("title", { flat: true });
      assert.deepEqual(await some, ["Emma", "Songs"]);
    });

    it("find nothing in a range without an end", async (t) => {
      await open(t, database);
      const open_ = range(null, 100);
      assert.equal(await Book.objects.filter({ votes: open_ as never }).count(), 0);
      assert.equal(await Book.objects.exclude({ votes: range(0, null) as never }).count(), 0);
      assert.deepEqual(titles(await Book.objects.exclude({ votes: open_ as never })), ["Emma"]);
    });

    it("exclude no row without a value by what every value meets", async (t) => {
      const { ann } = await open(t, database);
      await Author.objects.create({ name: "Zed" });
      const found = await Author.objects.exclude({
        born: gte(-9_223_372_036_854_775_809n) as never,
      });
      assert.deepEqual(
        found.map(({ name }) => name),
        ["Zed"],
      );
      assert.ok(ann);
    });

    it("take, under exclude, two relations for one where Django calls them the same", async (t) => {
      await open(t, database);
      const mentored = { mentor: { born: gt(1700) } };
      const teachesJane = { pupils: { name: "Jane" } };
      assert.deepEqual(names(await Author.objects.exclude({ ...mentored, ...teachesJane })), [
        "Jane",
      ]);
      // The keywords of a Q are sorted; what is joined by and is not.
      assert.deepEqual(names(await Author.objects.exclude({ ...teachesJane, ...mentored })), [
        "Jane",
      ]);
      const unsorted = Author.objects.exclude(and(teachesJane, mentored));
      assert.deepEqual(names(await unsorted), ["Ann", "Jane"]);
    });

    it("drop, as Django does, rows that xor would find without the row it asks about", async (t) => {
      await open(t, database);
      const noPublisher = { publisher: isNull(true) };
      assert.deepEqual(
        titles(await Book.objects.exclude(xor({ publisher: { name: "x" } }, noPublisher))),
        ["Tales"],
      );
      const found = Author.objects.filter(
        or(
          { profile: { motto: "us" } },
          xor(
            { mentor: { mentor: { name: startsWith("a") } } },
            and({ mentor: isNull(false) }, { profile: { motto: gt("a") } }),
            { born: 1775 },
          ),
        ),
      );
      assert.deepEqual(names(await found), []);
    });

    it("group by the year that joined conditions on groups ask about", async (t) => {
      const { jane } = await open(t, database);
      for (const published of ["2001-05-17", "2010-05-17", "2010-06-17", "2011-05-17"])
        await Book.objects.create({ title: published, author: jane, published });
      const rows = Author.objects
        .annotate({ many: count("pk") })
        .filter(or({ books: { published: year(2001), votes: 3 } }, { many: gte(1) }));
      assert.equal(await rows.count(), 6);
    });

    it("refuse what mixes types that have nothing in common", async (t) => {
      await open(t, database);
      const mixes = [
        coalesce("title", "votes"),
        coalesce("votes", Value("none")),
        Case([When({ votes: 7 }, F("title"))], { default: F("votes") as never }),
      ];
      for (const mix of mixes) {
        await assert.rejects(async () => Book.objects.annotate({ mix }), FieldError);
      }
      const numbers = Book.objects.annotate({ either: coalesce("price", "votes") });
      assert.deepEqual(
        (await numbers.valuesList("either", { flat: true })).map(Number),
        [150, 7, 0],
      );
    });

    it("count all rows without a filter", async (t) => {
      await open(t, database);
      assert.throws(() => count("*", { filter: { votes: 7 } }), /takes no filter/);
      await assert.rejects(
        async () => Book.objects.aggregate({ most: max("*" as never) } as never),
        FieldError,
      );
    });

    it("look for patterns with flags in front", async (t) => {
      await open(t, database);
      assert.deepEqual(titles(await Book.objects.filter({ title: regex("(?i)^EM") })), ["Emma"]);
      assert.deepEqual(titles(await Book.objects.filter({ title: iRegex("(?i)^SO") })), ["Songs"]);
      assert.deepEqual(titles(await Book.objects.filter({ title: regex("^EM") })), []);
    });

    it("go on with nothing behind a write that failed inside a block, whoever caught it", async (t) => {
      await open(t, database);
      await Publisher.objects.create({ name: "Other" });
      await atomic(async () => {
        const clash = Publisher.objects.filter({ name: "Other" }).update({ name: "House" });
        await assert.rejects(clash, IntegrityError);
        await assert.rejects(Publisher.objects.count(), TransactionManagementError);
        connectionFor().setRollback(true);
      });
      assert.equal(await Publisher.objects.filter({ name: "Other" }).count(), 1);
    });

    it("assign the other side of a one-to-one relation", async (t) => {
      const { jane, ann } = await open(t, database);
      const profile = await Profile.objects.create({ author: jane, motto: "Dance" });
      ann.profile = profile;
      assert.equal(profile.authorId, ann.id);
      assert.equal(profile.author, ann);
      assert.equal(await Profile.objects.filter({ author: jane }).count(), 1, "not before save()");
      await profile.save();
      assert.equal(await Profile.objects.filter({ author: ann }).count(), 1);
      ann.profile = null as never;
      assert.equal(profile.authorId, null);
      assert.throws(() => (ann.profile = jane as never), /the value must be a Profile/);
    });

    it("keep dates by their rows in dates()", async (t) => {
      const { emma } = await open(t, database);
      emma.published = "1815-12-23";
      await emma.save();
      assert.deepEqual(await Book.objects.dates("published", "year"), ["1815-01-01"]);
      assert.equal(
        await Book.objects.filter({ published: isNull(false), pk: isIn([1]) }).count(),
        1,
      );
    });
  });
}

const [sqlite] = databases;

describe("what SQLite cannot compute", () => {
  it("is refused: sums of days, and rounding to tens", async (t) => {
    assert.ok(sqlite?.vendor === "sqlite");
    await open(t, sqlite);
    for (const make of [sum, avg]) {
      await assert.rejects(
        async () => Book.objects.aggregate({ all: make("published") } as never),
        NotSupportedError,
      );
    }
    await assert.rejects(
      async () => Book.objects.annotate({ tens: round("votes", -1) }),
      /cannot round to a negative number of decimal places/,
    );
  });
});

/** Query sets read rows as Django's do, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import {
  connectionFor,
  count,
  DoesNotExist,
  F,
  gt,
  iContains,
  isIn,
  isNull,
  MultipleObjectsReturned,
  sum,
} from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, library, Profile } from "./library.ts";
import { openModels } from "./open.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

const titles = (books: readonly Book[]) => books.map((book) => book.title);

for (const database of databases) {
  describe(`query sets on ${database.vendor}`, { skip: database.skip }, () => {
    it("answer objects of the class, with its methods and the model's order", async (t) => {
      await open(t, database);
      const books = await Book.objects.all();
      assert.deepEqual(titles(books), ["Emma", "Songs", "Tales"]);
      assert.ok(books.every((book) => book instanceof Book));
      assert.equal(books[0]?.loud, "EMMA");
      assert.equal(books[0]?.age(new Date(books[0].made.getTime() + 5)), 5);
    });

    it("read once, however often they are awaited, and again after all()", async (t) => {
      await open(t, database);
      const books = Book.objects.filter({ votes: gt(1) });
      const { statements } = await connectionFor().capture(async () => {
        assert.equal(await books, await books);
        for await (const book of books) assert.ok(book.votes > 1);
        assert.equal(await books.count(), 2);
        assert.equal((await books.all()).length, 2);
      });
      assert.equal(statements.length, 2);
    });

    it("never change: each method answers a new one", async (t) => {
      await open(t, database);
      const all = Book.objects.all();
      all.filter({ title: "Emma" });
      all.limit(1);
      assert.equal((await all).length, 3);
    });

    it("follow relations in conditions, orders and values", async (t) => {
      const { jane } = await open(t, database);
      assert.deepEqual(
        titles(
          await Book.objects
            .filter({ author: { name: iContains("an") } })
            .orderBy("-author.born", "-title"),
        ),
        ["Tales", "Songs", "Emma"],
      );
      assert.deepEqual(titles(await Book.objects.filter({ author: { mentor: jane } })), [
        "Songs",
        "Tales",
      ]);
      assert.deepEqual(
        await Author.objects
          .filter({ books: { votes: gt(100) } })
          .valuesList("name", { flat: true }),
        ["Jane"],
      );
      assert.deepEqual(
        await Book.objects.filter({ publisher: isNull(false) }).values("title", "publisher.name"),
        [{ title: "Tales", "publisher.name": "House" }],
      );
    });

    it("take methods of their own between others", async (t) => {
      await open(t, database);
      assert.deepEqual(titles(await Book.objects.popular().exclude({ title: "x" }).popular()), [
        "Emma",
      ]);
    });

    it("read relations along with selectRelated, in one statement", async (t) => {
      await open(t, database);
      const { result, statements } = await connectionFor().capture(() =>
        Book.objects.selectRelated("author.mentor", "publisher").get({ title: "Tales" }),
      );
      assert.equal(result.author.name, "Ann");
      assert.equal(result.author.mentor?.name, "Jane");
      assert.equal(result.publisher?.city, "Paris");
      assert.equal(statements.length, 1);
    });

    it("leave relations unread: awaiting loads them once, reading says how to load them", async (t) => {
      await open(t, database);
      const tales = await Book.objects.get({ title: "Tales" });
      assert.throws(
        () => Reflect.get(tales.author, "name"),
        /^NotLoadedError: Book.author is not loaded: await it, or read it along with selectRelated\("author"\)\.$/,
      );
      const author = await tales.author;
      assert.equal(author.name, "Ann");
      assert.equal(tales.author, author);
      const songs = await Book.objects.get({ title: "Songs" });
      assert.equal(songs.publisher, null);
      assert.equal(await songs.publisher, null);
      assert.deepEqual(titles(await Book.objects.filter({ author: songs.author })), [
        "Songs",
        "Tales",
      ]);
    });

    it("reach the other side of a one-to-one relation", async (t) => {
      const { jane, ann } = await open(t, database);
      await Profile.objects.create({ author: jane, motto: "Write" });
      const read = await Author.objects.get({ pk: jane.id });
      const profile = await read.profile;
      assert.equal(profile?.motto, "Write");
      assert.equal(profile.author, read);
      assert.equal(await (await Author.objects.get({ pk: ann.id })).profile, null);
      const [loaded] = await Author.objects.filter({ name: "Jane" }).selectRelated("profile");
      assert.equal(loaded?.profile?.motto, "Write");
    });

    it("leave columns unread with only() and defer(), which say so when they are read", async (t) => {
      await open(t, database);
      const [book] = await Book.objects.only("title").filter({ title: "Emma" });
      assert.deepEqual(Object.keys(book ?? {}), ["id", "title"]);
      assert.throws(() => Reflect.get(book ?? {}, "votes"), /library.Book.votes was not read/);
      const whole = await Book.objects.get({ pk: book?.id ?? 0 });
      await whole.save();
      const [slim] = await Book.objects.defer("data", "price").filter({ title: "Emma" });
      assert.equal(slim?.votes, 150);
      Object.assign(slim ?? {}, { votes: 151 });
      await slim?.save();
      assert.equal((await Book.objects.get({ title: "Emma" })).votes, 151);
    });

    it("say that there is none, or that there are several", async (t) => {
      await open(t, database);
      await assert.rejects(Book.objects.get({ title: "x" }), new DoesNotExist("Book"));
      await assert.rejects(Book.objects.get(), new MultipleObjectsReturned("Book", "3"));
      assert.equal(await Book.objects.none().first(), undefined);
    });

    it("find the first, the last, the latest and one at a place", async (t) => {
      await open(t, database);
      assert.equal((await Author.objects.first())?.name, "Ann");
      assert.equal((await Author.objects.last())?.name, "Jane");
      assert.equal((await Author.objects.latest()).name, "Ann");
      assert.equal((await Author.objects.earliest("born")).name, "Jane");
      assert.equal((await Book.objects.at(1))?.title, "Songs");
      assert.equal(await Book.objects.at(9), undefined);
      assert.throws(() => Book.objects.limit(-1), /Negative indexing/);
    });

    it("compute for each row and for all", async (t) => {
      await open(t, database);
      const many = await Author.objects.annotate({ many: count("books") }).filter({ many: gt(1) });
      assert.deepEqual(
        many.map((author) => [author.name, author.many]),
        [["Ann", 2]],
      );
      assert.deepEqual(await Book.objects.aggregate({ votes: sum("votes"), rows: count() }), {
        votes: 157,
        rows: 3,
      });
      assert.deepEqual(
        await Book.objects.annotate({ more: F("votes").plus(1) }).valuesList("title", "more"),
        [
          ["Emma", 151],
          ["Songs", 8],
          ["Tales", 1],
        ],
      );
    });

    it("answer dates and moments cut to a kind, and rows by key", async (t) => {
      const { emma, songs } = await open(t, database);
      await Book.objects.filter({ title: "Emma" }).update({ published: "2026-03-04" });
      assert.deepEqual(await Book.objects.dates("published", "month"), ["2026-03-01"]);
      assert.equal((await Book.objects.datetimes("made", "year")).length, 1);
      const found = await Book.objects.inBulk([emma.id, songs.id, 99]);
      assert.deepEqual(
        [...found.keys()].sort((a, b) => a - b),
        [emma.id, songs.id],
      );
      assert.equal(await Book.objects.filter({ votes: gt(1) }).contains(emma), true);
      assert.equal(await Book.objects.filter({ pk: isIn([emma.id]) }).exists(), true);
    });

    it("unite, and read rows in pieces, and answer SQL of one's own", async (t) => {
      const { emma } = await open(t, database);
      const both = Book.objects
        .filter({ title: "Emma" })
        .union(Book.objects.filter({ title: "Tales" }));
      assert.deepEqual(titles(await both.orderBy("title")), ["Emma", "Tales"]);
      const read: string[] = [];
      for await (const book of Book.objects.iterator({ chunkSize: 2 })) read.push(book.title);
      assert.deepEqual(read, ["Emma", "Songs", "Tales"]);
      const [raw] = await Book.objects.raw(
        "select id, title, votes + 1 as more from library_book where id = ?",
        [emma.id],
      );
      assert.equal(raw?.title, "Emma");
      assert.equal(Reflect.get(raw ?? {}, "more"), 151);
      assert.throws(() => raw?.price, /was not read/);
      assert.match(await Book.objects.filter({ title: "Emma" }).explain(), /library_book|t0/);
    });

    it("name model and field of a value that does not fit, never the value", async (t) => {
      await open(t, database);
      const secret = { password: "hunter2" };
      for (const condition of [
        { votes: "hunter2" },
        { votes: secret },
        { author: secret },
        { made: "hunter2" },
      ]) {
        await assert.rejects(Book.objects.filter(condition as never).count(), (error: Error) => {
          assert.match(String(error), /Book|Author/);
          assert.doesNotMatch(String(error), /hunter2/);
          return true;
        });
      }
    });

    it("print no values: an object is what its text says", async (t) => {
      const { emma } = await open(t, database);
      assert.equal(inspect(emma), "<Book: Emma>");
      assert.throws(
        () => JSON.stringify({ emma }),
        /Book is not JSON serializable: say which fields to show/,
      );
      assert.deepEqual(emma.toJson(["title", "author", "votes"]), {
        title: "Emma",
        author: emma.authorId,
        votes: 150,
      });
    });
  });
}

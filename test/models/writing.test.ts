/** Objects are saved, made and changed as Django does it, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { DatabaseError, DataError, IntegrityError } from "../../src/connections/index.ts";
import {
  concat,
  connectionFor,
  F,
  iExact,
  length,
  lower,
  MultipleObjectsReturned,
  postSave,
  trim,
  upper,
  Value,
} from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, Genre, library, Publisher } from "./library.ts";
import { openModels } from "./open.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

for (const database of databases) {
  describe(`objects on ${database.vendor}`, { skip: database.skip }, () => {
    it("are inserted first and updated afterwards, all fields each time", async (t) => {
      await open(t, database);
      const author = new Author({ name: "New" });
      assert.equal(author.pk, null);
      const { statements } = await connectionFor().capture(async () => {
        await author.save();
        author.name = "Newer";
        await author.save();
      });
      assert.match(statements[0] ?? "", /^INSERT/);
      assert.match(statements[1] ?? "", /^UPDATE.*"name".*"born".*"mentor_id"/);
      assert.equal(statements.length, 2);
      assert.equal((await Author.objects.get({ pk: author.pk })).name, "Newer");
    });

    it("with a key that has no row are inserted after an update in vain", async (t) => {
      await open(t, database);
      const author = new Author({ id: 77, name: "Keyed" });
      const { statements } = await connectionFor().capture(() => author.save());
      assert.deepEqual(
        statements.map((each) => each.slice(0, 6)),
        ["UPDATE", "INSERT"],
      );
      await assert.rejects(
        new Author({ id: 77, name: "Twice" }).save({ forceInsert: true }),
        IntegrityError,
      );
      await assert.rejects(
        new Author({ id: 78, name: "None" }).save({ forceUpdate: true }),
        DatabaseError,
      );
    });

    it("write some fields only, and refuse unknown names and options", async (t) => {
      const { emma } = await open(t, database);
      Object.assign(emma, { title: "Lost", votes: 1 });
      await emma.save({ updateFields: ["votes"] });
      const stored = await Book.objects.get({ pk: emma.pk });
      assert.deepEqual([stored.title, stored.votes], ["Emma", 1]);
      const before = stored.changed.getTime();
      await emma.save({ updateFields: [] });
      assert.equal((await Book.objects.get({ pk: emma.pk })).changed.getTime(), before);
      await assert.rejects(
        emma.save({ updateFields: ["id"] }),
        /are m2m fields, primary keys, or are non-concrete fields: id/,
      );
      await assert.rejects(
        emma.save({ updateField: ["votes"] } as never),
        /save\(\) has no option 'updateField'/,
      );
    });

    it("hold the values their fields make of what was given", async (t) => {
      const { jane } = await open(t, database);
      const book = await Book.objects.create({
        title: "Typed",
        votes: "12" as never,
        price: 12.5,
        published: "2026-11-22",
        author: jane,
      });
      assert.equal(book.votes, 12);
      const stored = await Book.objects.get({ pk: book.pk });
      assert.deepEqual([stored.votes, stored.price, stored.published], [12, "12.50", "2026-11-22"]);
    });

    it("refuse values at the door, naming model and field and never the value", async (t) => {
      const { emma } = await open(t, database);
      const wrong: readonly (readonly [string, unknown])[] = [
        ["votes", "abc"],
        ["votes", 1.5],
        ["votes", Number.NaN],
        ["votes", 2 ** 64],
        ["votes", { $gt: 1 }],
        ["published", "2026-02-31"],
        ["price", "many"],
        ["made", "nope"],
      ];
      for (const [name, value] of wrong) {
        const fits = (error: Error) =>
          error.message.includes(`Book.${name}`) && !error.message.includes("abc");
        await assert.rejects(Book.objects.filter({ pk: emma.pk }).update({ [name]: value }), fits);
        if (name === "made") continue;
        const book = await Book.objects.get({ pk: emma.pk });
        Object.assign(book, { [name]: value });
        await assert.rejects(book.save(), fits);
      }
      assert.equal((await Book.objects.get({ pk: emma.pk })).votes, 150);
    });

    it("stamp the moments of the first and of every save", async (t) => {
      const { emma } = await open(t, database);
      const { made, changed } = await Book.objects.get({ pk: emma.pk });
      emma.made = new Date(0);
      await emma.save();
      const after = await Book.objects.get({ pk: emma.pk });
      assert.equal(after.made.getTime(), 0);
      assert.ok(after.changed >= changed);
      assert.ok(made.getTime() > 0);
    });

    it("refuse related objects that are not saved, and take their keys once they are", async (t) => {
      await open(t, database);
      const author = new Author({ name: "Late" });
      const book = new Book({ title: "Early", author });
      await assert.rejects(
        book.save(),
        /prohibited to prevent data loss due to unsaved related object 'author'/,
      );
      await author.save();
      assert.equal(book.author, author);
      await book.save();
      assert.equal(book.authorId, author.id);
      assert.throws(
        () => Object.assign(book, { author: new Genre({ name: "x" }) }),
        /Cannot assign Genre to Book.author: it must be a Author/,
      );
    });

    it("are read anew, whole or in part", async (t) => {
      const { emma } = await open(t, database);
      await Book.objects.filter({ pk: emma.pk }).update({ votes: 3, title: "Stored" });
      emma.title = "Mine";
      await emma.refreshFromDb({ fields: ["votes"] });
      assert.deepEqual([emma.votes, emma.title], [3, "Mine"]);
      await emma.refreshFromDb();
      assert.equal(emma.title, "Stored");
      await assert.rejects(emma.refreshFromDb({ only: [] } as never), /has no option 'only'/);
    });

    it("are the same by key and model", async (t) => {
      const { emma, tales, jane } = await open(t, database);
      assert.ok(emma.equals(await Book.objects.get({ pk: emma.pk })));
      assert.ok(
        !emma.equals(tales) &&
          !emma.equals(jane) &&
          !new Book({ title: "", author: jane }).equals(new Book({ title: "", author: jane })),
      );
    });
  });

  describe(`query sets write on ${database.vendor}`, { skip: database.skip }, () => {
    it("update rows by values and expressions, with conditions across relations", async (t) => {
      await open(t, database);
      const anns = Book.objects.filter({ author: { name: "Ann" } });
      assert.equal(await anns.update({ votes: F("votes").plus(10), level: "hard" }), 2);
      assert.deepEqual(await Book.objects.valuesList("title", "votes", "level"), [
        ["Emma", 150, "easy"],
        ["Songs", 17, "hard"],
        ["Tales", 10, "hard"],
      ]);
      await assert.rejects(
        Book.objects.limit(1).update({ votes: 1 }),
        /once a slice has been taken/,
      );
      await assert.rejects(
        Book.objects.update({ vote: 1 } as never),
        /library.Book has no column 'vote'/,
      );
    });

    it("update rows by functions of their own columns, one in another too", async (t) => {
      await open(t, database);
      await Book.objects
        .filter({ title: "Emma" })
        .update({ title: concat(upper(trim("title")), Value("!")), votes: length("title") });
      const book = await Book.objects.get({ title: upper(lower("title")) });
      assert.deepEqual([book.title, book.votes], ["EMMA!", 4]);
    });

    it("create many rows whose values hold what lists are written with, in their order", async (t) => {
      const { jane } = await open(t, database);
      const titles = ['{"a",b}', "\\", '\\"', "NULL", "null", "", " é\n\t", "a".repeat(200)];
      const made = await Book.objects.bulkCreate(
        titles.map((title, at) => ({
          title,
          author: jane,
          votes: at - 3,
          ...(at % 2 === 0 ? {} : { price: "12.50", published: "2026-02-28", data: { pages: at } }),
        })),
      );
      const keys = made.map(({ pk }) => pk);
      assert.deepEqual(
        keys,
        keys.toSorted((a, b) => a - b),
      );
      for (const [at, book] of made.entries()) {
        const stored = await Book.objects.get({ pk: book.pk });
        const isOdd = at % 2 !== 0;
        assert.deepEqual(
          [stored.title, stored.votes, stored.price, stored.published, stored.data],
          [
            titles[at],
            at - 3,
            isOdd ? "12.50" : null,
            isOdd ? "2026-02-28" : null,
            isOdd ? { pages: at } : null,
          ],
        );
        assert.deepEqual(stored.made, book.made);
      }
    });

    // SQLite knows no lengths.
    if (database.vendor === "postgresql") {
      it("refuse a text that is too long for its column, and do not cut it", async (t) => {
        await open(t, database);
        await connectionFor().run("alter table library_author alter column name type varchar(100)");
        const names = ["fits", "x".repeat(101)].map((name) => ({ name }));
        await assert.rejects(Author.objects.bulkCreate(names), DataError);
        assert.equal(await Author.objects.filter({ name: "fits" }).exists(), false);
      });
    }

    it("keep moments of the first century, and cut them to their year", async (t) => {
      const { emma } = await open(t, database);
      const moment = new Date("0045-03-04T05:06:07Z");
      const rows = Book.objects.filter({ pk: emma.pk });
      await rows.update({ made: moment });
      assert.deepEqual((await rows.get()).made, moment);
      const years = await rows.datetimes("made", "year");
      assert.deepEqual(years, [new Date("0045-01-01T00:00:00Z")]);
    });

    it("get or create, and refuse several", async (t) => {
      const { jane } = await open(t, database);
      const [same, isNew] = await Author.objects.getOrCreate({ name: "Jane" });
      assert.deepEqual([same.pk, isNew], [jane.pk, false]);
      const [made, isMade] = await Author.objects.getOrCreate({ name: "Max" }, { born: 1900 });
      assert.deepEqual([made.born, isMade], [1900, true]);
      const [found] = await Author.objects.getOrCreate({ name: iExact("MAX") } as never, {
        name: "Max",
      });
      assert.equal(found.pk, made.pk);
      await Author.objects.create({ name: "Max" });
      await assert.rejects(Author.objects.getOrCreate({ name: "Max" }), MultipleObjectsReturned);
      await assert.rejects(
        Author.objects.updateOrCreate({ name: "Max" }, { born: 1 }),
        MultipleObjectsReturned,
      );
    });

    it("create in one statement where nothing else belongs to it, and undo what a receiver refuses", async (t) => {
      await open(t, database);
      const { statements } = await connectionFor().capture(() =>
        Author.objects.getOrCreate({ name: "Alone" }),
      );
      assert.deepEqual(
        statements.map((each) => each.slice(0, 6)),
        ["SELECT", "INSERT"],
      );
      const refuse = (): void => {
        throw new Error("refused");
      };
      postSave.connect(refuse, { sender: Author });
      t.after(() => postSave.disconnect(refuse, { sender: Author }));
      await assert.rejects(Author.objects.getOrCreate({ name: "Refused" }), /refused/);
      assert.equal(await Author.objects.filter({ name: "Refused" }).exists(), false);
    });

    it("find the row that somebody else has just made", async (t) => {
      await open(t, database);
      const made = await Promise.all(
        Array.from({ length: 5 }, () => Publisher.objects.getOrCreate({ name: "Race" })),
      );
      assert.equal(new Set(made.map(([publisher]) => publisher.pk)).size, 1);
      assert.equal(made.filter(([, isNew]) => isNew).length, 1);
      const updated = await Promise.all(
        Array.from({ length: 5 }, (_, at) =>
          Publisher.objects.updateOrCreate({ name: "Race 2" }, { city: `c${at}` }),
        ),
      );
      assert.equal(new Set(updated.map(([publisher]) => publisher.pk)).size, 1);
    });

    it("update or create, each with its own values", async (t) => {
      const { jane } = await open(t, database);
      const [first, isNew] = await Author.objects.updateOrCreate(
        { name: "Jane" },
        { born: 1 },
        { born: 2 },
      );
      assert.deepEqual([first.pk, first.born, isNew], [jane.pk, 1, false]);
      const [second, isMade] = await Author.objects.updateOrCreate(
        { name: "Neu" },
        { born: 1 },
        { born: 2 },
      );
      assert.deepEqual([second.born, isMade], [2, true]);
    });

    it("get or create nothing with a name that the model lacks", async (t) => {
      await open(t, database);
      const wrong: object = { nofield: 1 };
      const refused = {
        name: "FieldError",
        message: "Invalid field name(s) for model Author: 'nofield'.",
      };
      await assert.rejects(Author.objects.getOrCreate({ name: "New" }, wrong), refused);
      await assert.rejects(Author.objects.updateOrCreate({ name: "New" }, wrong), refused);
      // Django sets it on the object that was found, and stores nothing.
      assert.equal((await Author.objects.updateOrCreate({ name: "Jane" }, wrong))[1], false);
      const inherited: object = JSON.parse('{ "__proto__": { "born": 1 } }');
      await assert.rejects(Author.objects.updateOrCreate({ name: "Jane" }, inherited), {
        name: "FieldError",
      });
      assert.equal(await Author.objects.count(), 2);
    });

    it("create many, with their keys, and leave out or change those that are there", async (t) => {
      await open(t, database);
      const made = await Genre.objects.bulkCreate([{ name: "a" }, new Genre({ name: "b" })]);
      assert.deepEqual(
        await Genre.objects.orderBy("pk").valuesList("id", "name"),
        made.map(({ id, name }) => [id, name]),
      );
      await Genre.objects.bulkCreate([{ name: "b" }, { name: "c" }], { ignoreConflicts: true });
      assert.equal(await Genre.objects.count(), 3);
      await Publisher.objects.bulkCreate([{ name: "House", city: "Rome" }], {
        updateConflicts: true,
        updateFields: ["city"],
        uniqueFields: ["name"],
      });
      assert.equal((await Publisher.objects.get({ name: "House" })).city, "Rome");
      await assert.rejects(Genre.objects.bulkCreate([{ name: "b" }]), IntegrityError);
      const many = Array.from({ length: 1200 }, (_, at) => ({ name: `many ${at}` }));
      const rows = await Genre.objects.bulkCreate(many);
      assert.equal(new Set(rows.map(({ id }) => id)).size, 1200);
      assert.equal((await Genre.objects.get({ pk: rows[777]?.id ?? 0 })).name, "many 777");
    });

    it("write some fields of many objects", async (t) => {
      const { emma, songs } = await open(t, database);
      Object.assign(emma, { votes: 1, title: "not written" });
      Object.assign(songs, { votes: 2 });
      assert.equal(await Book.objects.bulkUpdate([emma, songs], ["votes"]), 2);
      assert.deepEqual(await Book.objects.orderBy("title").valuesList("title", "votes"), [
        ["Emma", 1],
        ["Songs", 2],
        ["Tales", 0],
      ]);
    });
  });
}

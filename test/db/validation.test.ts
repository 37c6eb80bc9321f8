/** What `fullClean` says of objects, and that the databases keep the same rules. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connectionFor, F, gt } from "../../src/models/index.ts";
import { ValidationError } from "../../src/validators/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { assertTables } from "../support/tables.ts";
import { openApp } from "./polls/open.ts";
import { Author, Entry } from "./entries/models.ts";

const begins = new Date("2026-11-22T11:33:00Z");

async function open(t: TestContext, database: TestDatabase) {
  const state = await openApp(t, database, "entries", new URL("entries/", import.meta.url));
  const author = await Author.objects.create({ name: "Ann", mail: "ann@example.com" });
  return { state, author, data: { author, title: "t", slug: "s", begins } };
}

async function said(entity: { fullClean(): Promise<void> }): Promise<unknown> {
  try {
    await entity.fullClean();
    return {};
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    return error.messageDict;
  }
}

/** A value that the compiler would not take. */
function withValue<T extends object>(entity: T, field: keyof T & string, value: unknown): T {
  Reflect.set(entity, field, value);
  return entity;
}

for (const database of databases) {
  describe(`fullClean on ${database.vendor}`, { skip: database.skip }, () => {
    it("lets good objects through, and converts what came as text", async (t) => {
      const { data } = await open(t, database);
      const entry = new Entry(data);
      withValue(entry, "rank", "7");
      withValue(entry, "begins", "2026-11-22 11:33");
      withValue(entry, "key", "6F9619FF8B86D011B42D00C04FC964FF");
      withValue(entry, "day", "2026-2-3");

      assert.deepEqual(await said(entry), {});

      assert.deepEqual(
        [entry.rank, entry.begins, entry.key, entry.day],
        [7, begins, "6f9619ff-8b86-d011-b42d-00c04fc964ff", "2026-02-03"],
      );
      await entry.save();
      assert.deepEqual(await said(entry), {}, "saved, it is not its own duplicate");
    });

    it("names what is wrong by field, in Django's words", async (t) => {
      const { author, data } = await open(t, database);
      const entry = new Entry({ ...data, title: "a".repeat(11), slug: "no slug" });
      for (const [field, value] of [
        ["link", "nowhere"],
        ["level", "no"],
        ["rank", 101],
        ["votes", -1],
        ["price", "1234.567"],
        ["begins", "yesterday"],
        ["ends", null],
        ["day", "2026-02-30"],
        ["key", "x"],
        ["open", "perhaps"],
      ] as const) {
        withValue(entry, field, value);
      }

      assert.deepEqual(await said(entry), {
        title: ["Ensure this value has at most 10 characters (it has 11)."],
        slug: ["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."],
        link: ["Enter a valid URL."],
        level: ["Value 'no' is not a valid choice."],
        rank: ["Ensure this value is less than or equal to 100."],
        votes: ["Ensure this value is greater than or equal to 0."],
        price: ["Ensure that there are no more than 5 digits in total."],
        begins: [
          "“yesterday” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
        ],
        day: ["“2026-02-30” value has the correct format (YYYY-MM-DD) but it is an invalid date."],
        key: ["“x” is not a valid UUID."],
        open: ["“perhaps” value must be either True or False."],
      });
      const empty = withValue(withValue(new Entry(data), "title", ""), "author", null);
      assert.deepEqual(await said(empty), {
        author: ["This field cannot be null."],
        title: ["This field cannot be blank."],
      });
      assert.deepEqual(await said(new Author({ name: "", mail: "" })), { name: ["Who?"] });
      const { id } = author;
      await author.delete();
      assert.deepEqual(await said(new Entry({ ...data, author: id })), {
        author: [`author instance with id ${id} does not exist.`],
      });
    });

    it("knows what other rows have already", async (t) => {
      const { author, data } = await open(t, database);
      const key = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
      await Entry.objects.create({ ...data, key });

      assert.deepEqual(await said(new Author({ name: "Ann", mail: "ann@example.com" })), {
        mail: ["Author with this Mail already exists."],
      });
      assert.deepEqual(await said(new Entry({ ...data, key })), {
        __all__: [
          "Diary entry with this The author and Title already exists.",
          "Constraint “one_open_rank” is violated.",
        ],
        key: ["Diary entry with this Key already exists."],
      });
      assert.deepEqual(await said(new Entry({ ...data, title: "u", open: false })), {});
      await assert.rejects(
        new Entry({ ...data, title: "t", rank: 9 }).fullClean({ exclude: ["rank"] }),
        { message: '{"__all__":["Diary entry with this The author and Title already exists."]}' },
      );
      await new Entry(data).fullClean({ validateUnique: false, validateConstraints: false });
      assert.deepEqual(await said(author), {});
    });

    it("asks the model's clean and its constraints, which the database keeps too", async (t) => {
      const { state, data } = await open(t, database);
      assert.deepEqual(await said(new Entry({ ...data, title: "bad" })), { title: ["Not that."] });
      assert.deepEqual(await said(new Entry({ ...data, title: "worse" })), {
        __all__: ["Not at all."],
      });
      const backwards = new Entry({ ...data, ends: new Date(0) });
      assert.deepEqual(await said(backwards), {
        __all__: ["Constraint “ends_after” is violated."],
      });
      const spam = new Entry({ ...data, title: "a spam%", votes: 1000 });
      assert.deepEqual(await said(spam), { __all__: ["Too many votes for spam."] });

      await assertTables(connectionFor(), state);
      await assert.rejects(backwards.save(), /ends_after/);
      await assert.rejects(
        Entry.objects.create({ ...data, title: "a spam%", votes: 1000 }),
        /entries_entry_votes/,
      );
      await assert.rejects(Entry.objects.create({ ...data, votes: -1 }), /check/i);
      await Entry.objects.create(data);
      await Entry.objects.create({ ...data, title: "u", open: false });
      await assert.rejects(Entry.objects.create({ ...data, title: "v" }), /one_open_rank|unique/i);
      await Entry.objects.create({ ...data, title: "w", rank: 2, ends: new Date("2027-01-01") });
      assert.equal(await Entry.objects.filter({ ends: gt(F("begins")) }).count(), 1);
    });
  });
}

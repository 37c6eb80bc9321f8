/** A relation with a condition under a name of its own, Django's FilteredRelation, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { count, F, FieldError, filteredRelation, gt, isNull, lt } from "../../src/db/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, fillLibrary, library } from "./library.ts";
import { openModels } from "./open.ts";

async function open(t: TestContext, database: TestDatabase): Promise<void> {
  await openModels(t, database, "library", library);
  await fillLibrary();
}

const read = filteredRelation("books", { books: { votes: gt(100) } });

for (const database of databases) {
  describe(`a relation with a condition on ${database.vendor}`, { skip: database.skip }, () => {
    it("keeps the rows that have nothing of it", async (t) => {
      await open(t, database);
      const rows = await Author.objects.annotate({ read }).valuesList("name", "read.title");
      assert.deepEqual(rows, [
        ["Ann", null],
        ["Jane", "Emma"],
      ]);
    });

    it("is a relation to what filters, counts and orders", async (t) => {
      await open(t, database);
      const authors = Author.objects.alias({ read });
      const names = (query: typeof authors) => query.valuesList("name", { flat: true });
      assert.deepEqual(await names(authors.filter({ read: { title: "Emma" } })), ["Jane"]);
      assert.deepEqual(await names(authors.filter({ read: isNull() })), ["Ann"]);
      assert.deepEqual(
        await names(authors.orderBy("read.title", "name")),
        database.vendor === "sqlite" ? ["Ann", "Jane"] : ["Jane", "Ann"],
      );
      const counted = await Author.objects
        .annotate({ read })
        .annotate({ many: count("read") })
        .orderBy("name");
      assert.deepEqual(
        counted.map(({ name, many }) => [name, many]),
        [
          ["Ann", 0],
          ["Jane", 1],
        ],
      );
    });

    it("of one object is loaded with the rows", async (t) => {
      await open(t, database);
      const jane = filteredRelation("author", { author: { name: "Jane" } });
      const books = await Book.objects
        .annotate({ jane })
        .annotate({ by: F("jane.name") })
        .selectRelated("jane");
      assert.deepEqual(
        books.map(({ title, by, jane: author }) => [title, by, author?.name]),
        [
          ["Emma", "Jane", "Jane"],
          ["Songs", null, undefined],
          ["Tales", null, undefined],
        ],
      );
    });

    it("of many gives a row for each, with what leads on from there", async (t) => {
      await open(t, database);
      const plain = filteredRelation("books", { books: { votes: lt(100) } });
      const rows = await Author.objects
        .annotate({ plain })
        .selectRelated("plain.publisher")
        .orderBy("name", "plain.title");
      assert.deepEqual(
        rows.map(({ name, plain: book }) => [name, book?.title, book?.publisher?.name]),
        [
          ["Ann", "Songs", undefined],
          ["Ann", "Tales", "House"],
          ["Jane", undefined, undefined],
        ],
      );
    });

    it("is refused where there is no such relation, and outside of annotate() and alias()", async (t) => {
      await open(t, database);
      const query = Author.objects as unknown as Record<
        string,
        (given: object) => Promise<unknown>
      >;
      const lost = filteredRelation("novels", {});
      await assert.rejects(async () => query["annotate"]?.({ lost }), FieldError);
      await assert.rejects(async () => query["filter"]?.({ name: read }), FieldError);
    });
  });
}

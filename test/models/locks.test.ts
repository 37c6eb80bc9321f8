/** selectForUpdate() and its options: what others may do with the rows meanwhile. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  atomic,
  connectionFor,
  FieldError,
  OperationalError,
  TransactionManagementError,
  ValueError,
} from "../../src/db/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Book, fillLibrary, library } from "./library.ts";
import { openModels } from "./open.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  return fillLibrary();
}

/** Runs `work` while a transaction of somebody else holds Emma's row. */
async function whileLocked<T>(work: () => Promise<T>, how: object = {}): Promise<T> {
  let answer: { readonly is: T } | undefined;
  let [release, held] = [() => {}, () => {}];
  const isHeld = new Promise<void>((resolve) => (held = resolve));
  const isDone = new Promise<void>((resolve) => (release = resolve));
  const holding = atomic(async () => {
    await Book.objects.selectForUpdate(how).get({ title: "Emma" });
    held();
    await isDone;
  });
  try {
    await isHeld;
    answer = { is: await work() };
  } finally {
    release();
    await holding;
  }
  return answer.is;
}

for (const database of databases) {
  describe(`selectForUpdate on ${database.vendor}`, { skip: database.skip }, () => {
    const isKept = database.vendor === "postgresql";

    it("belongs into a transaction where the database locks rows", async (t) => {
      await open(t, database);
      const alone = Book.objects.selectForUpdate().first();
      if (isKept) await assert.rejects(alone, TransactionManagementError);
      else assert.equal((await alone)?.title, "Emma");
      assert.equal((await atomic(() => Book.objects.selectForUpdate().first()))?.title, "Emma");
      assert.throws(
        () => Book.objects.selectForUpdate({ nowait: true, skipLocked: true }),
        ValueError,
      );
    });

    if (!isKept) return;

    it("fails at once with nowait, and leaves out held rows with skipLocked", async (t) => {
      await open(t, database);
      await whileLocked(async () => {
        await assert.rejects(
          atomic(() => Book.objects.selectForUpdate({ nowait: true }).get({ title: "Emma" })),
          OperationalError,
        );
        const free = await atomic(async () =>
          Book.objects.selectForUpdate({ skipLocked: true }).valuesList("title", { flat: true }),
        );
        assert.deepEqual(free, ["Songs", "Tales"]);
      });
      const all = atomic(async () => Book.objects.selectForUpdate({ nowait: true }));
      assert.equal((await all).length, 3);
    });

    it("lets others refer to a row that is held with noKey, and not to one held whole", async (t) => {
      await open(t, database);
      // What PostgreSQL does for a foreign key that leads to the row.
      const refer = () =>
        atomic(() =>
          connectionFor().all(
            "select 1 from library_book where title = 'Emma' for key share nowait",
          ),
        );
      assert.equal((await whileLocked(refer, { noKey: true })).length, 1);
      await assert.rejects(whileLocked(refer), OperationalError);
    });

    it("locks the rows of some relations alone with `of`", async (t) => {
      await open(t, database);
      const { statements } = await connectionFor().capture(() =>
        atomic(async () => {
          await Book.objects.selectRelated("author").selectForUpdate({ of: ["self"] });
          await Book.objects.selectRelated("author").selectForUpdate({ of: ["author", "self"] });
        }),
      );
      const tables = statements.flatMap((each) => {
        const [, locked] = /FOR UPDATE OF (.*)$/.exec(each) ?? [];
        const names = locked
          ?.split(", ")
          .map((alias) => new RegExp(`"(\\w+)" ${alias}\\b`).exec(each));
        return names ? [names.map((found) => found?.[1])] : [];
      });
      assert.deepEqual(tables, [["library_book"], ["library_author", "library_book"]]);
      for (const relation of ["publisher", "author", "author.mentor", "title", "nobody"]) {
        await assert.rejects(
          atomic(async () => Book.objects.selectForUpdate({ of: [relation] })),
          FieldError,
          relation,
        );
      }
    });
  });
}

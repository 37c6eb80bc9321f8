/** Fixtures that cross over between Django and us, and what is wrong in one. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { dumpRows, fixtureModels, loadFixtures, parseFixture } from "../../src/models/index.ts";
import { writeList } from "../../src/management/fixtures/write-json.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { noDjango, runDjango } from "../support/django.ts";
import { Author, Book, Tag } from "./library/models.ts";
import { openApp } from "./polls/open.ts";

const library = new URL("library/", import.meta.url);
const django = readFileSync(new URL("library/django.py", import.meta.url), "utf8");

interface Dumped {
  readonly flat: string;
  readonly indented: string;
}

/** What Django dumps: of rows of its own, or of a fixture it loads. */
async function inDjango(
  t: TestContext,
  { fixture, fraction = 0 }: { readonly fixture?: string; readonly fraction?: number },
): Promise<Dumped> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-library-"));
  t.after(() => rm(folder, { recursive: true }));
  const load = join(folder, "ours.json");
  if (fixture !== undefined) writeFileSync(load, fixture);
  const dumped: unknown = runDjango(django, { folder, fraction, ...(fixture && { load }) }, {});
  assert.ok(isDumped(dumped));
  return dumped;
}

function isDumped(value: unknown): value is Dumped {
  return typeof value === "object" && value !== null && "flat" in value && "indented" in value;
}

async function open(t: TestContext, database: TestDatabase): Promise<void> {
  await openApp(t, database, "library", library);
}

async function load(text: string, ignoreNonexistent = false): Promise<void> {
  const objects = parseFixture(fixtureModels(), text, { name: "test.json", ignoreNonexistent });
  await loadFixtures([{ name: "test.json", objects }]);
}

async function dump(indent?: number): Promise<string> {
  const objects = async function* () {
    for (const model of fixtureModels()) yield* dumpRows(model);
  };
  let text = "";
  for await (const piece of writeList(objects(), indent)) text += piece;
  return text;
}

const author = (pk: unknown, fields: object = {}) => ({
  model: "library.author",
  pk,
  fields: { full_name: `author ${String(pk)}`, ...fields },
});

for (const database of databases) {
  describe(`fixtures on ${database.vendor}`, { skip: database.skip }, () => {
    it("are Django's, byte for byte, and Django loads ours", { skip: noDjango }, async (t) => {
      const theirs = await inDjango(t, { fraction: database.vendor === "sqlite" ? 500_000 : 0 });
      await open(t, database);

      await load(theirs.indented);

      const ours = await dump(2);
      assert.deepEqual(JSON.parse(ours), inOurOrder(theirs.flat));
      assert.equal((await inDjango(t, { fixture: ours })).flat, theirs.flat);
      assert.equal(await dump(), `[${inOurOrder(theirs.flat).map(flat).join(", ")}]`);
      const book = await Book.objects.get({ title: "Book 1" });
      assert.equal(book.printedAt.toISOString(), "2026-11-22T11:33:00.123Z");
      assert.deepEqual((await book.tags.all()).map(({ slug }) => slug).sort(), ["a", "b"]);
      assert.deepEqual(await Author.objects.filter({ mentor: { id: 2 } }).count(), 1);
    });

    it("replace rows and their links, take objects in any order, and go on counting", async (t) => {
      await open(t, database);
      await Author.objects.create({ fullName: "before" });
      await load(
        JSON.stringify([
          author(1, { mentor: 7 }),
          author(7),
          author(null, { full_name: "new" }),
          { model: "Library.Tag", pk: "a", fields: {} },
        ]),
      );

      const found = await Author.objects.orderBy("id").values("id", "fullName");
      assert.deepEqual(found.map(({ fullName }) => fullName).sort(), [
        "author 1",
        "author 7",
        "new",
      ]);
      assert.ok((await Author.objects.create({ fullName: "next" })).id > 7);
      assert.equal((await Tag.objects.get({ slug: "a" })).note, "none");
    });

    it("load nothing at all if one object cannot be, and say which and why", async (t) => {
      await open(t, database);
      const book = { model: "library.book", pk: 3, fields: { pages: "many" } };
      const wrong: readonly (readonly [object: unknown, message: RegExp])[] = [
        [author(2, { mentor: 99 }), /test\.json[\s\S]*mentor_id.*99/],
        [author("x"), /library\.author\(pk=x\): pk: "x": /],
        [author("9".repeat(20)), /pk: /],
        [
          author(2, { name: "?" }),
          /author\(pk=2\) has no field 'name'; library.author has: full_name, mentor/,
        ],
        [
          author(2, { mentor: ["ann"] }),
          /mentor: library\.Author cannot be found by a natural key/,
        ],
        [author(2, { full_name: null }), /Could not load library\.author\(pk=2\): .*null/i],
        [book, /library\.book\(pk=3\): pages: "many": /],
        [
          { model: "library.nope", pk: 1, fields: {} },
          /Invalid model identifier: "library.nope" \(object 2\)/,
        ],
        [7, /Object 2 is not an object: 7/],
      ];
      for (const [object, message] of wrong) {
        await assert.rejects(load(JSON.stringify([author(1), object])), (error: Error) => {
          assert.match(error.message, /^Problem installing fixture 'test\.json': /);
          assert.match(error.message, message);
          assert.match(error.message, /Nothing was loaded\.$/);
          assert.equal(Reflect.get(error, "code"), "MKWEB_FIXTURE_INVALID");
          return true;
        });
        assert.equal(await Author.objects.count(), 0);
      }
      await assert.rejects(load("{"), /It is not valid JSON/);
      await assert.rejects(load("{}"), /It is not a list of objects/);
    });

    it("leave out what is no longer there, if asked to", async (t) => {
      await open(t, database);
      const gone = { model: "library.nope", pk: 1, fields: {} };

      await load(JSON.stringify([gone, author(1, { name: "old" })]), true);

      assert.equal((await Author.objects.get({ id: 1 })).fullName, "author 1");
    });

    it("hold more rows than are read at once", async (t) => {
      await open(t, database);
      const all = Array.from({ length: 1001 }, (_, at) => author(at + 1, { mentor: null }));
      await load(JSON.stringify(all));

      assert.deepEqual(JSON.parse(await dump()), all);
    });
  });
}

/** Models come in the order of the module's exports, which is that of their names. */
function inOurOrder(text: string): readonly { readonly model: string }[] {
  const objects: readonly { readonly model: string }[] = JSON.parse(text);
  const order = ["library.author", "library.book", "library.tag"];
  return order.flatMap((label) => objects.filter(({ model }) => model === label));
}

/** As Python writes JSON on one line. */
function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, each]) => `"${name}": ${flat(each)}`);
  return `{${parts.join(", ")}}`;
}

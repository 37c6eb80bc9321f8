/** Lists in pages, as Django's paginator makes them. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { EmptyPage, InvalidPage, PageNotAnInteger, Paginator } from "../../src/paginator/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { Author, Book, fillLibrary, Genre, library } from "../models/library.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";

const eleven = Array.from({ length: 11 }, (_, at) => at + 1);

describe("a paginator", () => {
  it("cuts a list into pages that know where they stand", async () => {
    const paginator = new Paginator(eleven, 4);
    assert.equal(await paginator.count(), 11);
    assert.equal(await paginator.numPages(), 3);
    assert.deepEqual(await paginator.pageRange(), [1, 2, 3]);
    const page = await paginator.page(2);
    assert.deepEqual([...page], [5, 6, 7, 8]);
    assert.deepEqual([page.length, page.at(0), page.at(-1), page.at(4)], [4, 5, 8, undefined]);
    assert.deepEqual([page.startIndex(), page.endIndex()], [5, 8]);
    assert.deepEqual(
      [page.hasPrevious(), page.hasNext(), page.hasOtherPages()],
      [true, true, true],
    );
    assert.deepEqual([page.previousPageNumber(), page.nextPageNumber()], [1, 3]);
    assert.equal(String(page), "<Page 2 of 3>");
    const last = await paginator.page(3);
    assert.deepEqual([...last], [9, 10, 11]);
    assert.deepEqual([last.startIndex(), last.endIndex(), last.hasNext()], [9, 11, false]);
    assert.throws(() => last.nextPageNumber(), new EmptyPage("That page contains no results"));
  });

  it("lets the last page be longer by its orphans", async () => {
    const paginator = new Paginator(eleven, 5, { orphans: 1 });
    assert.equal(await paginator.numPages(), 2);
    assert.deepEqual([...(await paginator.page(2))], [6, 7, 8, 9, 10, 11]);
  });

  it("has one page for nothing, or none where that is asked for", async () => {
    const page = await new Paginator([], 5).page(1);
    assert.deepEqual([page.length, page.startIndex(), page.endIndex()], [0, 0, 0]);
    const none = new Paginator([], 5, { allowEmptyFirstPage: false });
    assert.equal(await none.numPages(), 0);
    assert.deepEqual(await none.pageRange(), []);
    await assert.rejects(none.page(1), EmptyPage);
    await assert.rejects(none.getPage(1), EmptyPage);
  });

  it("refuses what is no page, in words of one's own where there are any", async () => {
    const paginator = new Paginator(eleven, 4, { errorMessages: { noResults: "Nothing there" } });
    await assert.rejects(paginator.page(4), new EmptyPage("Nothing there"));
    await assert.rejects(paginator.page(0), new EmptyPage("That page number is less than 1"));
    for (const wrong of [
      "x",
      "",
      "1.0",
      "0x1",
      "1e0",
      "1__1",
      "٣x",
      1.5,
      Number.NaN,
      Infinity,
      null,
      undefined,
    ]) {
      await assert.rejects(
        paginator.page(wrong),
        new PageNotAnInteger("That page number is not an integer"),
        String(wrong),
      );
    }
    await assert.rejects(paginator.page("9".repeat(4000)), EmptyPage);
    await assert.rejects(paginator.page("9".repeat(5000)), PageNotAnInteger);
    assert.ok(
      new EmptyPage() instanceof InvalidPage && new PageNotAnInteger() instanceof InvalidPage,
    );
  });

  it("reads numbers as Python does", async () => {
    const paginator = new Paginator(eleven, 1);
    for (const [text, number] of [
      ["3", 3],
      [" 3\n", 3],
      ["+3", 3],
      ["1_0", 10],
      ["٣", 3],
      ["𝟛", 3],
      ["007", 7],
    ] as const) {
      assert.equal(await paginator.validateNumber(text), number, text);
    }
  });

  it("finds some page for whatever a visitor asks", async () => {
    const paginator = new Paginator(eleven, 4);
    const numbers = [];
    for (const asked of ["2", "x", null, undefined, "0", "-5", "99", 3]) {
      numbers.push((await paginator.getPage(asked)).number);
    }
    assert.deepEqual(numbers, [2, 1, 1, 1, 3, 3, 3, 3]);
  });

  it("leaves out numbers where there are many pages", async () => {
    const fifty = new Paginator(Array.from({ length: 50 }), 1);
    assert.deepEqual(await fifty.getElidedPageRange(43), [
      1,
      2,
      "…",
      40,
      41,
      42,
      43,
      44,
      45,
      46,
      "…",
      49,
      50,
    ]);
    assert.deepEqual(await fifty.getElidedPageRange("1", { onEachSide: 1, onEnds: 1 }), [
      1,
      2,
      "…",
      50,
    ]);
    assert.deepEqual(await new Paginator(eleven, 2).getElidedPageRange(), [1, 2, 3, 4, 5, 6]);
    await assert.rejects(fifty.getElidedPageRange(51), EmptyPage);
    assert.equal(Paginator.ELLIPSIS, "…");
  });

  it("goes through its pages", async () => {
    const pages = [];
    for await (const page of new Paginator(eleven, 4)) pages.push([...page]);
    assert.deepEqual(pages, [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11],
    ]);
  });

  it("refuses pages of no size", () => {
    assert.throws(() => new Paginator(eleven, 0), {
      name: "RangeError",
      message: "perPage of a Paginator must be a whole number from 1; it is 0.",
    });
    assert.throws(() => new Paginator(eleven, 2.5), RangeError);
    assert.throws(() => new Paginator(eleven, 2, { orphans: -1 }), /orphans of a Paginator/);
  });
});

/** A page's navigation, as Django's documentation writes it. */
const NAVIGATION = `{% for each in page_obj %}{{ each }};{% endfor %}
{% if page_obj.has_previous %}?page={{ page_obj.previous_page_number }} {% endif %}\
Page {{ page_obj.number }} of {{ page_obj.paginator.num_pages }}.\
{% if page_obj.has_next %} ?page={{ page_obj.next_page_number }}{% endif %}
{{ page_obj.start_index }}-{{ page_obj.end_index }} of {{ page_obj.paginator.count }} {{ page_obj }} {{ page_obj|length }} {{ page_obj.0 }}
{% for number in page_obj.paginator.page_range %}{{ number }} {% endfor %}\
{% for number in page_obj.paginator.get_elided_page_range %}{{ number }} {% endfor %}\
{% if page_obj.has_other_pages %}more{% endif %} {{ page_obj.object_list|length }}`;

describe("pages in templates", () => {
  it("answer to Django's names", async () => {
    const page_obj = await new Paginator(eleven, 4).page(2);
    assert.equal(
      await new Engine().fromString(NAVIGATION).render({ page_obj }),
      `5;6;7;8;
?page=1 Page 2 of 3. ?page=3
5-8 of 11 &lt;Page 2 of 3&gt; 4 5
1 2 3 1 2 3 more 4`,
    );
  });

  it("are false where they are empty", async () => {
    const page_obj = await new Paginator([], 4).page(1);
    const template = "{% if page_obj %}full{% else %}empty{% endif %}";
    assert.equal(await new Engine().fromString(template).render({ page_obj }), "empty");
  });
});

for (const database of databases) {
  describe(`pages of rows on ${database.vendor}`, { skip: database.skip }, () => {
    it("read their part of the rows, and count once", async (t) => {
      await openModels(t, database, "library", library);
      await fillLibrary();
      const paginator = new Paginator(Book.objects.orderBy("title").selectRelated("author"), 2);
      const page = await paginator.page(1);
      const titles = Array.from(page, ({ title, author }) => `${title} by ${author.name}`);
      const all = await Book.objects.orderBy("title").selectRelated("author");
      assert.deepEqual(
        titles,
        all.slice(0, 2).map(({ title, author }) => `${title} by ${author.name}`),
      );
      await Book.objects.delete();
      assert.equal(await paginator.count(), 3);
      assert.deepEqual([...page].length, 2);
      assert.deepEqual(await page.objectList, [...page]);
      const page_obj = page;
      const template =
        "{{ page_obj.object_list.count }} {{ page_obj.object_list.0.title }} {{ page_obj.0.title }}";
      const first = all[0]?.title ?? "";
      assert.equal(
        await new Engine().fromString(template).render({ page_obj }),
        `2 ${first} ${first}`,
      );
    });

    it("keep to the part that a query set has already, and to what a relation leads to", async (t) => {
      await openModels(t, database, "library", library);
      const { jane } = await fillLibrary();
      const two = new Paginator(Book.objects.orderBy("title").limit(2), 1);
      assert.deepEqual([await two.count(), await two.numPages()], [2, 2]);
      assert.equal((await two.page(2)).length, 1);
      const hers = await new Paginator(jane.books.orderBy("title"), 10).page(1);
      assert.deepEqual(
        Array.from(hers, ({ authorId }) => authorId),
        [jane.id],
      );
    });
  });
}

// The warning comes once in a process, so this is for one database alone.
const [sqlite] = databases;
assert.ok(sqlite);
describe("pages of rows without an order", () => {
  it("are warned of, once, where the rows have no order", async (t) => {
    await openModels(t, sqlite, "library", library);
    const warning = once(process, "warning");
    const pages = [1, 2].map((size) => new Paginator(Genre.objects.all(), size));
    assert.equal(pages.length, 2);
    const [said]: unknown[] = await warning;
    assert.ok(said instanceof Error);
    assert.equal(said.name, "UnorderedObjectListWarning");
    assert.match(
      said.message,
      /unordered object_list: <QuerySet of library\.Genre>\. Give the query orderBy/,
    );
    assert.deepEqual(
      [
        Author.objects.ordered,
        Genre.objects.ordered,
        Genre.objects.orderBy("name").ordered,
        Genre.objects.none().ordered,
      ],
      [true, false, true, true],
    );
  });
});

/** Form sets of a model's rows, and of the rows that belong to an object. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  defineModelForm,
  inlineformsetFactory,
  modelformsetFactory,
  ValidationError,
} from "../../src/forms/index.ts";
import { connectionFor } from "../../src/models/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { openModels } from "../models/open.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, Genre, library } from "./library.ts";

class GenreFormSet extends modelformsetFactory(Genre, {
  fields: ["name", "code"],
  canDelete: true,
  extra: 1,
}) {}

class BookFormSet extends inlineformsetFactory(Author, Book, {
  fkName: "author",
  fields: ["title", "pageCount"],
}) {}

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  const novel = await Genre.objects.create({ name: "Novel", code: "novel" });
  const poems = await Genre.objects.create({ name: "Poems", code: "poems" });
  const ann = await Author.objects.create({ name: "Ann" });
  const bob = await Author.objects.create({ name: "Bob" });
  const emma = await Book.objects.create({ title: "Emma", author: ann, pageCount: 400 });
  const other = await Book.objects.create({ title: "Other", author: bob, pageCount: 7 });
  return { novel, poems, ann, bob, emma, other };
}

/** What a browser sends of these forms. */
function posted(
  prefix: string,
  initial: number,
  forms: readonly Readonly<Record<string, string | number>>[],
): Record<string, string> {
  const data: Record<string, string> = {
    [`${prefix}-TOTAL_FORMS`]: String(forms.length),
    [`${prefix}-INITIAL_FORMS`]: String(initial),
  };
  for (const [at, form] of forms.entries()) {
    for (const [name, value] of Object.entries(form))
      data[`${prefix}-${at}-${name}`] = String(value);
  }
  return data;
}

for (const database of databases) {
  describe(`a form set of a model on ${database.vendor}`, { skip: database.skip }, () => {
    it("shows its rows in their order, read once, and empty forms behind them", async (t) => {
      const { novel, poems } = await open(t, database);
      const formset = new GenreFormSet({ initial: [{ name: "Next" }] });
      assert.throws(() => formset.forms, /await formset\.whenReady\(\)/);

      const { statements } = await connectionFor().capture(async () => {
        const template = new Engine().fromString(
          "{{ formset.management_form }}{% for form in formset %}{{ form.id }}{{ form.name }}{{ form.DELETE }}{% endfor %}",
        );
        const html = await template.render({ formset });
        assert.match(html, /name="form-INITIAL_FORMS" value="2"/);
        assert.match(html, new RegExp(`name="form-0-id" value="${novel.id}"`));
        assert.match(html, new RegExp(`name="form-1-id" value="${poems.id}"`));
        assert.match(html, /name="form-2-name" value="Next"/);
        assert.match(html, /name="form-2-id" id="id_form-2-id"/);
      });
      assert.equal(statements.length, 1);
    });

    it("changes, makes and deletes rows, and says which", async (t) => {
      const { novel, poems } = await open(t, database);
      const formset = new GenreFormSet({
        data: posted("form", 2, [
          { id: novel.id, name: "Novels", code: "novel" },
          { id: poems.id, name: "Poems", code: "poems", DELETE: "on" },
          { name: "Drama", code: "drama" },
          {},
        ]),
      });
      assert.equal(await formset.isValid(), true);
      const saved: Genre[] = await formset.save();

      assert.deepEqual(
        saved.map(({ name }) => name),
        ["Novels", "Drama"],
      );
      assert.deepEqual(
        formset.changedObjects.map(([{ id }, names]) => [id, names]),
        [[novel.id, ["name"]]],
      );
      assert.deepEqual(
        formset.newObjects.map(({ code }) => code),
        ["drama"],
      );
      assert.deepEqual(
        formset.deletedObjects.map(({ code }) => code),
        ["poems"],
      );
      assert.deepEqual(await Genre.objects.orderBy("code").valuesList("name", { flat: true }), [
        "Drama",
        "Novels",
      ]);
    });

    it("takes what must be unique among its forms from one of them only", async (t) => {
      const { novel } = await open(t, database);
      const formset = new GenreFormSet({
        data: posted("form", 1, [
          { id: novel.id, name: "Novel", code: "same" },
          { name: "A", code: "same" },
          { name: "B", code: "free" },
        ]),
      });
      assert.equal(await formset.isValid(), false);
      assert.deepEqual(formset.nonFormErrors().messages, [
        "Please correct the duplicate data for code.",
      ]);
      assert.deepEqual(
        formset.errors.map((errors) => errors.getJsonData()),
        [
          {},
          { __all__: [{ message: "Please correct the duplicate values below.", code: "" }] },
          {},
        ],
      );
      await assert.rejects(formset.save(), { name: "ValueError" });
      assert.equal(await Genre.objects.count(), 2);
    });

    it("changes no row but those it was given, whatever keys are sent", async (t) => {
      const { novel, poems } = await open(t, database);
      const queryset = Genre.objects.filter({ code: "novel" });
      const keys = [poems.id, 99, "x", "", "9".repeat(30), "1 or 1=1"];
      for (const id of keys) {
        const formset = new GenreFormSet({
          data: posted("form", 1, [{ id, name: "Hacked", code: "hacked" }]),
          queryset,
        });
        if (await formset.isValid()) await formset.save();
        assert.deepEqual(formset.changedObjects, []);
      }
      const own = new GenreFormSet({
        data: posted("form", 1, [{ id: novel.id, name: "Mine", code: "novel" }]),
        queryset,
      });
      assert.equal(await own.isValid(), true);
      await own.save();
      assert.deepEqual(await Genre.objects.orderBy("id").valuesList("name", { flat: true }), [
        "Mine",
        "Poems",
      ]);
    });

    it("reads only the rows that were sent", async (t) => {
      const { poems } = await open(t, database);
      const formset = new GenreFormSet({
        data: posted("form", 1, [{ id: poems.id, name: "Poems", code: "poems" }]),
      });
      const { statements } = await connectionFor().capture(() => formset.isValid());
      // The row, and whether another has its code.
      assert.equal(statements.length, 2);
    });

    it("stores nothing with commit: false, and deletes nothing", async (t) => {
      const { novel, poems } = await open(t, database);
      const formset = new GenreFormSet({
        data: posted("form", 2, [
          { id: novel.id, name: "Changed", code: "novel" },
          { id: poems.id, name: "Poems", code: "poems", DELETE: "on" },
          { name: "New", code: "new" },
        ]),
      });
      assert.throws(() => formset.forms, /whenReady/);
      const saved = await formset.save({ commit: false });
      assert.equal(await Genre.objects.filter({ name: "Changed" }).count(), 0);
      assert.equal(await Genre.objects.count(), 2);
      for (const genre of saved) await genre.save();
      for (const genre of formset.deletedObjects) await genre.delete();
      await formset.saveM2m();
      assert.deepEqual(await Genre.objects.orderBy("name").valuesList("name", { flat: true }), [
        "Changed",
        "New",
      ]);
    });

    it("adds no rows where only changes are wanted", async (t) => {
      await open(t, database);
      class Edit extends modelformsetFactory(Genre, { fields: ["name", "code"], editOnly: true }) {}
      const formset = new Edit({ data: posted("form", 0, [{ name: "New", code: "new" }]) });
      assert.equal(await formset.isValid(), true);
      assert.deepEqual(await formset.save(), []);
      assert.equal(await Genre.objects.count(), 2);
    });

    it("has a form and a clean of one's own", async (t) => {
      const { novel } = await open(t, database);
      class GenreForm extends defineModelForm(Genre, { fields: ["name"] }) {
        cleanName(): string {
          return this.cleanedData.name.toUpperCase();
        }
      }
      class Own extends modelformsetFactory(Genre, { form: GenreForm, extra: 0 }) {
        override async clean(): Promise<void> {
          await super.clean();
          const names: string[] = this.forms.map((form) => form.cleanedData.name);
          if (names.includes("NO")) throw new ValidationError("Not that.");
        }
      }
      const wrong = new Own({ data: posted("form", 1, [{ id: novel.id, name: "no" }]) });
      assert.equal(await wrong.isValid(), false);
      assert.deepEqual(wrong.nonFormErrors().messages, ["Not that."]);
      const right = new Own({ data: posted("form", 1, [{ id: novel.id, name: "epic" }]) });
      await right.save();
      assert.equal((await Genre.objects.get({ id: novel.id })).name, "EPIC");
    });
  });

  describe(`a form set of an object's rows on ${database.vendor}`, { skip: database.skip }, () => {
    it("shows the rows of the object alone, with three empty forms and Django's names", async (t) => {
      const { ann, emma } = await open(t, database);
      const formset = new BookFormSet({ instance: ann });
      const html = String(await formset.asP());
      assert.equal(formset.forms.length, 4);
      assert.match(html, /name="book_set-0-title" value="Emma"/);
      assert.match(html, new RegExp(`name="book_set-0-id" value="${emma.id}"`));
      assert.match(html, new RegExp(`name="book_set-3-author" value="${ann.id}"`));
      assert.match(html, /name="book_set-3-DELETE"/);
      assert.doesNotMatch(html, /Other/);
    });

    it("gives new rows to the object, and changes none of another's", async (t) => {
      const { ann, bob, emma, other } = await open(t, database);
      const formset = new BookFormSet({
        instance: ann,
        data: posted("book_set", 1, [
          { id: emma.id, title: "Emma 2", page_count: 400, author: ann.id },
          { title: "New", page_count: 3, author: ann.id },
        ]),
      });
      assert.equal(await formset.isValid(), true);
      await formset.save();
      const titles = (author: Author) =>
        Book.objects.filter({ author }).orderBy("title").valuesList("title", { flat: true });
      assert.deepEqual(await titles(ann), ["Emma 2", "New"]);

      const stolen = new BookFormSet({
        instance: ann,
        data: posted("book_set", 1, [
          { id: other.id, title: "Stolen", page_count: 9, author: ann.id },
        ]),
      });
      if (await stolen.isValid()) await stolen.save();
      const moved = new BookFormSet({
        instance: ann,
        data: posted("book_set", 0, [{ title: "Moved", page_count: 9, author: bob.id }]),
      });
      assert.equal(await moved.isValid(), false);
      assert.deepEqual(moved.errors[0]?.getJsonData(), {
        author: [
          {
            message: "The inline value did not match the parent instance.",
            code: "invalid_choice",
          },
        ],
      });
      assert.deepEqual(await titles(bob), ["Other"]);
      assert.deepEqual(await titles(ann), ["Emma 2", "New"]);
    });

    it("asks what must be unique with the object, among the forms and in the database", async (t) => {
      const { ann, emma } = await open(t, database);
      const formset = new BookFormSet({
        instance: ann,
        data: posted("book_set", 1, [
          { id: emma.id, title: "Emma", page_count: 400 },
          { title: "A", page_count: 5 },
          { title: "B", page_count: 5 },
          { title: "C", page_count: 400 },
        ]),
      });
      assert.equal(await formset.isValid(), false);
      assert.deepEqual(formset.errors[3]?.get("__all__")?.messages, [
        "Book with this Author and Page count already exists.",
      ]);
      assert.deepEqual(formset.nonFormErrors().messages, [
        "Please correct the duplicate data for page_count.",
      ]);
    });

    it("stores the rows of an object that is new itself, once it was saved", async (t) => {
      await open(t, database);
      const author = new Author({ name: "New" });
      const formset = new BookFormSet({
        instance: author,
        data: posted("book_set", 0, [{ title: "First", page_count: 1 }]),
      });
      assert.equal(await formset.isValid(), true);
      await author.save();
      await formset.save();
      assert.equal(await Book.objects.filter({ author }).count(), 1);
    });

    it("makes copies with saveAsNew", async (t) => {
      const { ann, bob, emma } = await open(t, database);
      const formset = new BookFormSet({
        instance: bob,
        saveAsNew: true,
        data: posted("book_set", 1, [
          { id: emma.id, title: "Copy", page_count: 400, author: ann.id },
        ]),
      });
      assert.equal(await formset.isValid(), true);
      await formset.save();
      assert.equal((await Book.objects.get({ title: "Copy" })).authorId, bob.id);
      assert.equal((await Book.objects.get({ id: emma.id })).title, "Emma");
    });

    it("says that a relation is missing, or which of several has to be named", async (t) => {
      await open(t, database);
      const several = inlineformsetFactory(Author, Book, { fields: ["title"] });
      assert.throws(() => new several(), /more than one ForeignKey.*'fkName'/);
      const none = inlineformsetFactory(Genre, Author, { fields: ["name"] });
      assert.throws(() => new none(), {
        name: "ValueError",
        message: "'library.Author' has no ForeignKey to 'library.Genre'.",
      });
    });

    it("reads the rows that all its forms offer once", async (t) => {
      const { ann } = await open(t, database);
      class Edited extends inlineformsetFactory(Author, Book, {
        fkName: "author",
        fields: ["editor"],
        extra: 5,
      }) {}
      const { statements } = await connectionFor().capture(async () => {
        await new Edited({ instance: ann }).render();
      });
      assert.equal(statements.length, 2);
    });
  });
}

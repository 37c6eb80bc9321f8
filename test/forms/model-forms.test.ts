/** Forms of models: what they ask, find wrong and store, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  defineForm,
  defineModelForm,
  fields,
  fieldsForModel,
  formfield,
  IntegerField,
  ModelChoiceField,
  modelformFactory,
  ModelMultipleChoiceField,
  modelToDict,
  RadioSelect,
  Textarea,
  ValidationError,
} from "../../src/forms/index.ts";
import { QueryDict, UploadedFile } from "../../src/http/index.ts";
import { connectionFor } from "../../src/models/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { openModels } from "../models/open.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Author, Book, Genre, library } from "./library.ts";

class PageField extends IntegerField {}

class BookForm extends defineModelForm(Book, {
  fields: ["title", "pageCount", "publishedOn", "level", "author", "genres"],
}) {}

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "library", library);
  const ann = await Author.objects.create({ name: "Ann" });
  const bob = await Author.objects.create({ name: "Bob <b>" });
  const gone = await Author.objects.create({ name: "Gone", active: false });
  const novel = await Genre.objects.create({ name: "Novel", code: "novel" });
  const poems = await Genre.objects.create({ name: "Poems", code: "poems" });
  const emma = await Book.objects.create({ title: "Emma", author: ann, pageCount: 400 });
  await emma.genres.add(novel);
  return { ann, bob, gone, novel, poems, emma };
}

const whole = { title: "New", page_count: "12", published_on: "2024-01-02", level: "h" };

for (const database of databases) {
  describe(`a form of a model on ${database.vendor}`, { skip: database.skip }, () => {
    it("stores a new object with its relations, typed as the model says", async (t) => {
      const { ann, novel, poems } = await open(t, database);
      const data = new QueryDict(
        `title=New&page_count=12&level=h&author=${ann.id}&genres=${poems.id}&genres=${novel.id}`,
      );
      const form = new BookForm({ data });

      assert.equal(await form.isValid(), true);
      const author: Author = form.cleanedData.author;
      assert.ok(author.equals(ann));
      const codes: string[] = form.cleanedData.genres.map(({ code }) => code);
      assert.deepEqual(codes, ["novel", "poems"]);
      const book: Book = await form.save();

      const stored = await Book.objects.get({ title: "New" });
      assert.equal(stored.id, book.id);
      assert.equal(stored.pageCount, 12);
      assert.equal(stored.publishedOn, null);
      assert.equal(stored.stock, 3);
      assert.equal(await stored.genres.count(), 2);
    });

    it("changes the object it is given and takes its values for the initial ones", async (t) => {
      const { bob, emma, novel } = await open(t, database);
      const data = { ...whole, title: "Emma", author: String(bob.id), genres: [String(novel.id)] };
      const form = new BookForm({ data, instance: emma });

      assert.equal(await form.isValid(), true);
      assert.deepEqual(form.changedData, ["pageCount", "publishedOn", "level", "author"]);
      assert.equal(await form.save(), emma);
      assert.equal((await Book.objects.get({ id: emma.id })).publishedOn, "2024-01-02");
      assert.equal(await Book.objects.count(), 1);
    });

    it("finds wrong what other rows have already, in the words of field, model and form", async (t) => {
      const { ann } = await open(t, database);
      const both = { ...whole, author: String(ann.id) };
      const taken = new BookForm({ data: { ...both, title: "Emma" } });
      assert.equal(await taken.isValid(), false);
      assert.deepEqual(taken.errors.getJsonData(), {
        title: [{ message: "Taken: Title", code: "unique" }],
      });

      const together = new BookForm({ data: { ...both, page_count: "400" } });
      assert.equal(await together.isValid(), false);
      assert.deepEqual(together.errors.getJsonData(), {
        __all__: [
          {
            message: "Book with this Author and Page count already exists.",
            code: "unique_together",
          },
        ],
      });

      class OwnWords extends defineModelForm(BookForm, {
        errorMessages: {
          title: { unique: "Another title, please." },
          __all__: { unique_together: "%(model_name)s: other pages, please." },
        },
      }) {}
      const said = new OwnWords({ data: { ...both, title: "Emma" } });
      await said.isValid();
      assert.deepEqual(said.errors.get("title")?.messages, ["Another title, please."]);
      const others = new OwnWords({ data: { ...both, page_count: "400" } });
      await others.isValid();
      assert.deepEqual(others.nonFieldErrors().messages, ["Book: other pages, please."]);
    });

    it("asks constraints and the model's own clean", async (t) => {
      const { ann } = await open(t, database);
      const form = new BookForm({ data: { ...whole, author: String(ann.id), page_count: "0" } });
      assert.equal(await form.isValid(), false);
      assert.deepEqual(form.errors.getJsonData(), {
        __all__: [{ message: "A book has pages.", code: "empty" }],
      });
    });

    it("offers and takes only the rows that limitChoicesTo lets through", async (t) => {
      const { gone } = await open(t, database);
      const form = new BookForm({ data: { ...whole, author: String(gone.id) } });
      assert.equal(await form.isValid(), false);
      assert.equal(form.hasError("author", "invalid_choice"), true);
      const html = String(await new BookForm().get("author").asWidget());
      assert.doesNotMatch(html, /Gone/);
      assert.match(html, /<option value="\d+">Bob &lt;b&gt;<\/option>/);
    });

    it("never takes a condition, a list or a number beyond the column for a key", async (t) => {
      await open(t, database);
      const keys = [
        { name: "Ann" },
        { id: 1 },
        ["1"],
        "1 or 1=1",
        "9".repeat(40),
        "1.5",
        "-1",
        1e300,
      ];
      for (const author of keys) {
        const form = new BookForm({ data: { ...whole, author, genres: [author] } });
        assert.equal(await form.isValid(), false, JSON.stringify(author));
        assert.ok(form.errors.has("author"));
        assert.ok(form.errors.has("genres"));
      }
      const nul = new BookForm({ data: { ...whole, author: "1\0", genres: ["1\0"] } });
      assert.equal(await nul.isValid(), false);
    });

    it("stores nothing of what is wrong, and says why", async (t) => {
      await open(t, database);
      const wrong = new BookForm({ data: { title: "" } });
      await assert.rejects(wrong.save(), {
        name: "ValueError",
        message: "The Book could not be created because the data didn't validate.",
      });
      await assert.rejects(new BookForm().save(), /nothing was sent/);
      assert.equal(await Book.objects.count(), 1);
    });

    it("leaves the storing to others with commit: false, and the relations to saveM2m", async (t) => {
      const { ann, poems } = await open(t, database);
      const data = { ...whole, author: String(ann.id), genres: [String(poems.id)] };
      const form = new BookForm({ data });
      await assert.rejects(form.saveM2m(), /save\(\{ commit: false \}\)/);
      const book = await form.save({ commit: false });
      assert.equal(book.pk, null);
      book.stock = 7;
      await book.save();
      assert.equal(await book.genres.count(), 0);
      await form.saveM2m();
      assert.equal(await book.genres.count(), 1);
      assert.equal((await Book.objects.get({ id: book.id })).stock, 7);
    });

    it("shows choices and what is chosen of relations to many, each read once", async (t) => {
      const { emma, novel } = await open(t, database);
      const { statements } = await connectionFor().capture(async () => {
        const html = String(await new BookForm({ instance: emma }).render());
        assert.match(html, new RegExp(`<option value="${novel.id}" selected>Novel</option>`));
        assert.match(html, /<label for="id_page_count">Page count:<\/label>/);
        assert.match(html, /Without the <i>cover<\/i>/);
      });
      assert.equal(statements.length, 3);

      const form = new BookForm({ instance: emma });
      assert.throws(() => form.get("genres").value(), /await form\.whenReady\(\)/);
      await form.whenReady();
      assert.deepEqual(form.get("genres").value(), [novel.id]);
    });

    it("asks nothing but what is needed to validate", async (t) => {
      const { ann } = await open(t, database);
      const { statements } = await connectionFor().capture(async () => {
        await new BookForm({ data: { ...whole, author: String(ann.id) } }).isValid();
      });
      // The author, whether it is there, the title, author and pages.
      assert.equal(statements.length, 4);
    });

    it("renders in templates that know nothing of promises", async (t) => {
      const { emma } = await open(t, database);
      const template = new Engine().fromString(
        "{{ form.as_p }}{% for field in form %}{{ field.name }}: {{ field.value|default_if_none:'-' }} {{ field.errors }};{% endfor %}{{ form.save }}",
      );
      const html = await template.render({ form: new BookForm({ data: {}, instance: emma }) });
      assert.match(html, /author: - <ul class="errorlist" id="id_author_error">/);
      assert.equal(await Book.objects.count(), 1);
      assert.equal((await Book.objects.get({ id: emma.id })).title, "Emma");
    });

    it("shows an object that has no file, and keeps, takes away and stores files", async (t) => {
      const { emma } = await open(t, database);
      class CoverForm extends defineModelForm(Book, { fields: ["cover"] }) {}
      const html = String(await new CoverForm({ instance: emma }).render());
      assert.doesNotMatch(html, /Currently/);
      const empty = new CoverForm({ data: {}, files: {}, instance: emma });
      assert.equal(await empty.isValid(), true);
      assert.equal(emma.cover.name, null);

      const upload = new UploadedFile(
        { name: "a.png", contentType: "x/y", size: 1 },
        Buffer.from("x"),
      );
      const sent = new CoverForm({ data: {}, files: { cover: upload }, instance: emma });
      assert.deepEqual([await sent.isValid(), sent.changedData], [true, ["cover"]]);
      assert.equal(emma.cover.name, "a.png");

      const cleared = new CoverForm({ data: { "cover-clear": "on" }, files: {}, instance: emma });
      assert.equal(await cleared.isValid(), true);
      assert.equal(emma.cover.name, "");
    });

    it("takes the choices of groups, and not their names", async (t) => {
      const { emma } = await open(t, database);
      class KindForm extends defineModelForm(Book, { fields: ["kind"] }) {}
      const form = new KindForm({ data: { kind: "e" }, instance: emma });
      assert.equal(await form.isValid(), true);
      assert.match(
        String(await form.render()),
        /<optgroup label="Prose">\s*<option value="n">Novel/,
      );
      const template = new Engine().fromString("{{ book.get_kind_display }}");
      assert.equal(await template.render({ book: await form.save() }), "Essay");
      assert.equal(
        await new KindForm({ data: { kind: "Prose" }, instance: emma }).isValid(),
        false,
      );
      Reflect.set(emma, "kind", "Prose");
      await assert.rejects(emma.fullClean(), { name: "ValidationError" });
    });

    it("has rows of one's own to choose from, by another field than the key", async (t) => {
      const { novel, poems } = await open(t, database);
      class Labelled extends ModelChoiceField<Genre> {
        override labelFromInstance(genre: Genre): string {
          return `${genre.name} (${genre.code})`;
        }
      }
      const widget = RadioSelect;
      class PickForm extends defineForm({
        one: new Labelled(Genre.objects, { toFieldName: "code", widget }),
        some: fields.modelMultipleChoice(Genre.objects.filter({ code: "poems" }), {
          required: false,
        }),
        none: fields.modelChoice(Genre.objects, { required: false, emptyLabel: "Nothing" }),
      }) {}
      const form = new PickForm({ data: { one: "novel", some: [String(poems.id)], none: "" } });
      assert.equal(await form.isValid(), true);
      const one: Genre = form.cleanedData.one;
      const some: Genre[] = form.cleanedData.some;
      const none: Genre | null = form.cleanedData.none;
      assert.deepEqual([one.id, some.map(({ id }) => id), none], [novel.id, [poems.id], null]);
      const html = String(await form.render());
      assert.match(html, /value="novel" required id="id_one_0" checked>\s*Novel \(novel\)/);
      assert.match(html, /<option value="" selected>Nothing<\/option>/);
      assert.doesNotMatch(html, /value="">---------/);

      const other = new PickForm({ data: { one: "x", some: [String(novel.id), "q"] } });
      assert.equal(await other.isValid(), false);
      assert.deepEqual(other.errors.get("some")?.messages, ["“q” is not a valid value."]);
    });

    it("keeps the default of what was not sent, as its widget knows", async (t) => {
      const { bob } = await open(t, database);
      class Short extends defineModelForm(Book, { fields: ["title", "author", "level"] }) {}
      class Optional extends defineModelForm(
        Short,
        {},
        { level: fields.char({ required: false }) },
      ) {}
      const form = new Optional({ data: { title: "T", author: String(bob.id) } });
      assert.equal(await form.isValid(), true);
      assert.equal(form.instance.level, "e");
      const sent = new Optional({ data: { title: "T", author: String(bob.id), level: "" } });
      await sent.isValid();
      assert.equal(sent.instance.level, "");
    });
  });
}

const [sqlite] = databases;

describe("a class of model forms", () => {
  const open1 = (t: TestContext) => {
    assert.ok(sqlite);
    return open(t, sqlite);
  };

  it("must say which fields", () => {
    assert.throws(() => defineModelForm(Book, {}), /'fields' or 'exclude'/);
    assert.throws(() => modelformFactory(Book, {}), /'fields' or 'exclude'/);
    // @ts-expect-error -- no model
    assert.throws(() => defineModelForm(Map, { fields: [] }), /defineModel\(\)/);
  });

  it("has the fields in the order asked for, or all that may be edited, or all but some", async (t) => {
    await open1(t);
    const names = (kind: new () => { readonly fields: object }) => Object.keys(new kind().fields);
    assert.deepEqual(names(defineModelForm(Book, { fields: ["level", "title"] })), [
      "level",
      "title",
    ]);
    assert.deepEqual(
      names(defineModelForm(Book, { exclude: ["genres", "cover", "level", "kind"] })),
      ["title", "pageCount", "publishedOn", "author", "editor"],
    );
    assert.ok(names(defineModelForm(Book, { fields: "__all__" })).includes("cover"));
  });

  it("refuses fields that the model lacks or nobody may edit, when it is first used", async (t) => {
    await open1(t);
    // @ts-expect-error -- no such field
    const misspelt = defineModelForm(Book, { fields: ["titel"] });
    assert.throws(() => new misspelt(), {
      name: "FieldError",
      message: "Unknown field(s) (titel) specified for Book",
    });
    const fixed = defineModelForm(Book, { fields: ["stock"] });
    assert.throws(() => new fixed(), /'stock' cannot be specified for Book model form/);
  });

  it("says otherwise than the model what it likes", async (t) => {
    await open1(t);
    class Own extends defineModelForm(
      Book,
      {
        fields: ["title", "level", "pageCount"],
        widgets: { title: Textarea, level: RadioSelect },
        labels: { title: "Name" },
        helpTexts: { title: "Of the book" },
        fieldClasses: { pageCount: PageField },
        formfieldCallback: (field, options) =>
          field.name === "level" ? null : formfield(field, options),
      },
      { note: fields.char({ required: false }) },
    ) {
      cleanTitle(): string {
        if (this.cleanedData.title === "no") throw new ValidationError("No.", { code: "no" });
        return this.cleanedData.title.trim();
      }
    }
    const { title, pageCount } = new Own().fields;
    assert.ok(title.widget instanceof Textarea);
    assert.deepEqual([title.label, title.helpText], ["Name", "Of the book"]);
    assert.ok(pageCount instanceof PageField);
    assert.deepEqual(Object.keys(new Own().fields), ["title", "pageCount", "note"]);
    const form = new Own({ data: { title: "no", page_count: "3" } });
    assert.equal(await form.isValid(), false);
    assert.equal(form.hasError("title", "no"), true);
  });

  it("extends another, with more fields and without some", async (t) => {
    const { ann } = await open1(t);
    class Base extends defineModelForm(Book, { fields: ["title", "author", "level"] }) {
      cleanTitle(): string {
        return this.cleanedData.title.toUpperCase();
      }
    }
    class More extends defineModelForm(
      Base,
      { labels: { level: "How hard" } },
      { level: null, sure: fields.boolean() },
    ) {}
    class Plain extends defineForm(Base, { copies: fields.integer() }) {}
    const form = new More({ data: { title: "x", author: String(ann.id), sure: "on" } });
    assert.deepEqual(Object.keys(form.fields), ["title", "author", "sure"]);
    assert.equal(await form.isValid(), true);
    assert.equal((await form.save()).title, "X");
    const copies: number = new Plain({ data: {} }).cleanedData?.copies;
    assert.equal(copies, undefined);
    assert.deepEqual(Object.keys(new Plain().fields), ["title", "author", "level", "copies"]);
  });

  it("asks nothing of unique fields when its clean does not call super's, as in Django", async (t) => {
    const { ann } = await open1(t);
    class Alone extends defineModelForm(Book, { fields: ["title", "author"] }) {
      override clean(): void {}
    }
    const form = new Alone({ data: { title: "Emma", author: String(ann.id) } });
    assert.equal(await form.isValid(), true);
    await assert.rejects(form.save(), { name: "IntegrityError" });
  });

  it("leaves fields out of sight alone, whatever is sent for them", async (t) => {
    const { ann, emma } = await open1(t);
    class Title extends defineModelForm(Book, { fields: ["title"] }) {}
    const data = { title: "T", author: "99", stock: "99", id: "99", pk: "99", __proto__: { x: 1 } };
    const form = new Title({ data, instance: emma });
    assert.equal(await form.isValid(), true);
    const book = await form.save();
    assert.deepEqual([book.id, book.stock, book.authorId], [emma.id, 3, ann.id]);
  });

  it("reads an object into a dictionary, and a model into fields", async (t) => {
    const { ann, emma, novel } = await open1(t);
    const { genres, ...others } = await modelToDict(emma, { exclude: ["cover", "kind"] });
    assert.ok(Array.isArray(genres) && novel.equals(genres[0]));
    assert.deepEqual(others, {
      id: emma.id,
      title: "Emma",
      pageCount: 400,
      publishedOn: null,
      level: "e",
      author: ann.id,
      editor: null,
    });
    assert.deepEqual(Object.keys(fieldsForModel(Book, { fields: ["genres", "title"] })), [
      "genres",
      "title",
    ]);
    assert.ok(fieldsForModel(Book)["genres"] instanceof ModelMultipleChoiceField);
  });
});

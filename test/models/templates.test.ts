/** Objects of models in Django's templates, unmodified. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineModel, Duration, fields } from "../../src/db/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { databases } from "../support/databases.ts";
import { Author, Book, fillLibrary, Genre, library } from "./library.ts";
import { openModels } from "./open.ts";

const engine = new Engine();

class Shift extends defineModel(() => Shift, {
  begins: fields.time(),
  lasts: fields.duration(),
}) {}

for (const database of databases) {
  describe(`templates on ${database.vendor}`, { skip: database.skip }, () => {
    it("know Django's names of an object's fields and relations", async (t) => {
      await openModels(t, database, "library", library);
      const { emma, jane, ann } = await fillLibrary();
      const [poetry, novel] = await Genre.objects.bulkCreate([
        { name: "poetry" },
        { name: "novel" },
      ]);
      assert.ok(poetry && novel);
      await emma.genres.add(poetry, novel);
      await Book.objects.filter({ pk: emma.pk }).update({ published: "2026-11-22" });
      const book = await Book.objects.get({ pk: emma.pk });
      const shows = async (template: string, expected: string): Promise<void> => {
        assert.equal(
          await engine.fromString(template).render({ book, jane, ann, poetry }),
          expected,
          template,
        );
      };
      await shows("{{ book.pk }} {{ book.author_id }}", `${emma.id} ${jane.id}`);
      await shows("{{ book.get_level_display }}", "Easy");
      await shows(
        "{{ book.author }}|{{ book.author.name }}|{{ book.publisher.name }}",
        "Jane|Jane|",
      );
      await shows("{{ book.author.mentor.name }}{{ ann.mentor.name }}", "Jane");
      await shows("{{ book.genres.count }} {{ book.genres.all.count }}", "2 2");
      await shows(
        "{% for genre in book.genres.all %}{{ genre.name }};{% endfor %}",
        "poetry;novel;",
      );
      await shows('{{ book.published|date:"Y" }} {{ book.published }}', "2026 Nov. 22, 2026");
      await shows("{{ jane.books.all.count }} {{ poetry.book_set.all.count }}", "1 1");
      await shows("{% for each in poetry.book_set.all %}{{ each.title }}{% endfor %}", "Emma");
      await shows("{{ ann.books.0.title }} {{ ann.books.first.title }}", "Songs Songs");
      await shows("{{ book.published.year }}/{{ book.published.month }}", "2026/11");
      await shows("[{{ jane.delete }}{{ book.save }}{{ jane.books.delete }}]", "[]");
      assert.equal(await Author.objects.count(), 2);
      assert.equal(await Book.objects.count(), 3);
    });

    it("compare objects by their rows, and decimals and days by what they are", async (t) => {
      await openModels(t, database, "library", library);
      const { emma, jane, ann } = await fillLibrary();
      const poetry = await Genre.objects.create({ name: "poetry" });
      const novel = await Genre.objects.create({ name: "novel" });
      await emma.genres.add(poetry);
      await Book.objects.filter({ pk: emma.pk }).update({ price: "9.50", published: "2026-11-22" });
      const book = await Book.objects.get({ pk: emma.pk });
      const later = await Book.objects.get({ pk: emma.pk });
      later.published = "2026-12-01";
      const holds = async (condition: string, expected: boolean): Promise<void> => {
        const template = engine.fromString(`{% if ${condition} %}yes{% else %}no{% endif %}`);
        const values = { book, later, jane, ann, poetry, novel, no: Genre.objects.none() };
        assert.equal(await template.render(values), expected ? "yes" : "no", condition);
      };
      await holds("book.author == jane", true);
      await holds("jane == book.author", true);
      await holds("book.author != jane", false);
      await holds("book.author == ann", false);
      await holds("book == jane", false);
      await holds("poetry in book.genres.all", true);
      await holds("novel in book.genres.all", false);
      await holds("no", false);
      await holds("book.price > 10", false);
      await holds("book.price < 10 and book.price == 9.5", true);
      await holds("book.published < later.published", true);
    });

    it("know the parts of times and durations by Python's names", async (t) => {
      await openModels(t, database, "clocks", [Shift]);
      const { pk } = await Shift.objects.create({
        begins: "09:05:00",
        lasts: Duration.of({ days: 1, hours: 2, microseconds: 5 }),
      });
      const shift = await Shift.objects.get({ pk });
      const shown = await engine
        .fromString(
          "{{ shift.begins.hour }}:{{ shift.begins.minute }} {{ shift.lasts.days }}, {{ shift.lasts.seconds }}, {{ shift.lasts.microseconds }}, {{ shift.lasts.total_seconds }}",
        )
        .render({ shift });
      assert.equal(shown, "9:5 1, 7200, 5, 93600.000005");
    });
  });
}

/** Objects of models in Django's templates, unmodified. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine } from "../../src/templates/index.ts";
import { databases } from "../support/databases.ts";
import { Author, Book, fillLibrary, Genre, library } from "./library.ts";
import { openModels } from "./open.ts";

const engine = new Engine();

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
          await engine.fromString(template).render({ book, jane, ann }),
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
      await shows("{{ jane.books.all.count }} {{ jane.author_set.all.count }}", "1 1");
      await shows("{% for each in jane.author_set.all %}{{ each.name }}{% endfor %}", "Ann");
      await shows("{{ ann.books.0.title }} {{ ann.books.first.title }}", "Songs Songs");
      await shows("[{{ jane.delete }}{{ book.save }}{{ jane.books.delete }}]", "[]");
      assert.equal(await Author.objects.count(), 2);
      assert.equal(await Book.objects.count(), 3);
    });
  });
}

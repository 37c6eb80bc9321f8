/** What must compile and what must not; `npm run types` is the test. */
import { defineModel, fields, gt, objects, startsWith } from "../../src/db/index.ts";
import { getObjectOr404 } from "../../src/shortcuts/index.ts";

class Author extends defineModel("Author", {
  name: fields.char(100),
  born: fields.date().nullable(),
  books: () => fields.reverse(Book, "author"),
}) {
  static override readonly objects = objects(Author);

  initials(): string {
    return this.name.slice(0, 1);
  }
}

class Book extends defineModel(
  "Book",
  {
    author: () => fields.foreignKey(Author, { onDelete: "cascade" }),
    sequelOf: () => fields.foreignKey(Book, { onDelete: "set null" }).nullable(),
    title: fields.text(),
    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }),
    inPrint: fields.boolean().default(true),
    extra: fields.json<{ readonly pages: number }>(),
  },
  { ordering: ["-title"], uniqueTogether: [["author", "title"]] },
) {}

// What a model is.
const author = await Author.objects.get({ name: "Ann", born: null });
author.name satisfies string;
author.id satisfies number;
author.initials() satisfies string;
const [book] = await Book.objects.filter({ author: { name: startsWith("A") }, id: gt(3) });
book?.author.initials() satisfies string | undefined;
book?.extra.pages satisfies number | undefined;
for (const each of author.books) each.title satisfies string;
(await getObjectOr404(Author, { id: 1 })).initials() satisfies string;
(await Book.objects.values({}, ["title"])) satisfies { title: string }[];
const data = { author, title: "T", price: "1.50", extra: { pages: 3 } };
await Book.objects.create(data);
await Book.objects.of({ author }).create({ title: "T", price: "1.50", extra: { pages: 3 } });

// @ts-expect-error -- no such field
await Author.objects.filter({ nope: 1 });
// @ts-expect-error -- a field of the wrong type
await Author.objects.filter({ name: 1 });
// @ts-expect-error -- a lookup of the wrong type
await Author.objects.filter({ name: gt(1) });
// @ts-expect-error -- MikroORM's operators are not taken
await Book.objects.filter({ id: { $gt: 0 } });
// @ts-expect-error -- a related model has no such field
await Book.objects.filter({ author: { nope: 1 } });
// @ts-expect-error -- the wrong relation
await Book.objects.filter({ author: new Book(data) });
// @ts-expect-error -- a required field is missing
await Book.objects.create({ author, title: "T" });
// @ts-expect-error -- a value of the wrong type
await Book.objects.create({ ...data, title: 1 });
// @ts-expect-error -- a relation of the wrong model
await Book.objects.create({ ...data, author: new Book(data) });
// @ts-expect-error -- no such field
String(author.nope);
// @ts-expect-error -- ordering by what is no field
defineModel("Bad", { title: fields.text() }, { ordering: ["-titel"] });
// @ts-expect-error -- nothing to load along
await Book.objects.all({ populate: ["nope"] });
// @ts-expect-error -- no such field to take
await Book.objects.values({}, ["nope"]);

/** What must compile and what must not; `npm run types` is the test. */
import {
  abstractModel,
  defineModel,
  F,
  fields,
  gt,
  isNull,
  objects,
  startsWith,
} from "../../src/db/index.ts";
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

// Options, validation and shared fields.
const Dated = abstractModel(
  { made: fields.datetime(), editor: () => fields.foreignKey(Author, { onDelete: "cascade" }) },
  { ordering: ["-made"], indexes: [{ name: "%(class)s_made", fields: ["-made"] }] },
);
class Post extends Dated.defineModel(
  "Post",
  {
    level: fields.char(2, { choices: ["lo", ["hi", "High"]] }),
    ends: fields.datetime().nullable(),
    rank: fields.positiveInteger({ validators: [(value: number) => void value.toFixed()] }),
  },
  {
    indexes: [
      ["level", "-made"],
      { fields: ["rank"], condition: { level: "hi", editor: isNull() } },
    ],
    constraints: [
      { name: "ends_after", check: { ends: gt(F("made")) } },
      { name: "one_rank", unique: ["rank"], condition: { level: "lo" } },
    ],
  },
) {}
const post = await Post.objects.get({ level: "hi" });
post.level satisfies "lo" | "hi";
post.made satisfies Date;
post.editor.initials() satisfies string;
await post.fullClean({ exclude: ["rank"] });

// @ts-expect-error -- none of the choices
await Post.objects.create({ made: new Date(), editor: author, level: "no", ends: null, rank: 1 });
// @ts-expect-error -- a field of the base is missing
await Post.objects.create({ editor: author, level: "lo", ends: null, rank: 1 });
// @ts-expect-error -- an index of what is no field
defineModel("Bad", { title: fields.text() }, { indexes: [{ fields: ["titel"] }] });
// @ts-expect-error -- unique together with what is no field
defineModel("Bad", { title: fields.text() }, { uniqueTogether: [["title", "nope"]] });
const votes = { votes: fields.integer() };
// @ts-expect-error -- a check of what is no field
defineModel("Bad", votes, { constraints: [{ name: "c", check: { vote: 1 } }] });
// @ts-expect-error -- a check with a value of the wrong type
defineModel("Bad", votes, { constraints: [{ name: "c", check: { votes: gt("a") } }] });
// @ts-expect-error -- a constraint without a name
defineModel("Bad", votes, { constraints: [{ check: { votes: 1 } }] });
// @ts-expect-error -- a validator of another type
fields.integer({ validators: [(value: Date) => void value.getTime()] });
// @ts-expect-error -- no such rule for deletion
fields.foreignKey(Author, { onDelete: "explode" });
// @ts-expect-error -- relations say what happens on deletion
fields.foreignKey(Author, {});
// @ts-expect-error -- decimals say how many digits
fields.decimal({ maxDigits: 3 });
// @ts-expect-error -- a reverse field is no value to give
await Author.objects.create({ name: "A", born: null, books: "many" });
// @ts-expect-error -- an update with a value of the wrong type
await Book.objects.update({ id: 1 }, { inPrint: "yes" });

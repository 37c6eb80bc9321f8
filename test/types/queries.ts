/** Uses of models and queries that must compile, with the exact type of each answer. */
import {
  avg,
  count,
  exists,
  F,
  filteredRelation,
  gt,
  gte,
  iContains,
  isIn,
  isNull,
  json,
  max,
  not,
  or,
  outer,
  startsWith,
  sum,
  year,
  type QuerySet,
  type Row,
} from "../../src/models/index.ts";
import { Author } from "./library/author.ts";
import { Book, Genre, Publisher } from "./library/book.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(isSame: Same<A, B>): void => void isSame;

export async function rows() {
  const book = await Book.objects.get({ title: "Emma" });
  same<typeof book, Book>(true);
  same<typeof book.authorId, number>(true);
  same<typeof book.publisherId, number | null>(true);
  book.loud.toLowerCase();
  book.age().toFixed();
  book.made.getTime();
  const author = await book.author; // loads, or is there already
  same<typeof author, Author>(true);
  const house = await book.publisher;
  same<typeof house, Publisher | null>(true);
  const [first] = await Book.objects
    .selectRelated("author.mentor", "publisher")
    .filter({ votes: 1 });
  if (!first) return;
  first.author.name.trim();
  first.author.initials.trim();
  first.author.mentor?.name.trim();
  first.publisher?.city.trim();
  first.loud.trim();
  const one: Book = first; // a row with more loaded is a Book
  const named: Row<Book, "author"> = first;
  const later = await one.load("author");
  later.author.name.trim();
  book.author = author; // assigned: TypeScript narrows
  book.author.name.trim();
  await (await named.save()).author.books.filter({ votes: gt(1) }).count();
  await book.genres.add(await Genre.objects.get({ id: 1 }), 2);
  await author.books.create({ title: "x", pages: 1 });
  for await (const each of author.books.all()) each.loud.trim();
  (await Book.objects.popular().filter({ pages: 1 }).popular()).map((each) => each.loud);
}

export async function conditions() {
  const year2000 = new Date(2000, 0);
  const emma = await Author.objects.get({ name: "Jane" });
  await Book.objects
    .filter({
      votes: gt(1),
      title: iContains("x"),
      level: "easy",
      made: gte(year2000),
      authorId: 3,
      publisher: null,
    })
    .filter({ author: emma, publisherId: isNull() })
    .filter({ author: { name: startsWith("J"), mentor: { name: "x", books: { votes: gt(2) } } } })
    .filter({ genres: { name: "poetry" }, author: 3 })
    .filter(
      or({ votes: gt(10) }, not({ author: { name: "x" } }), {
        author: or({ name: "a" }, { born: isNull() }),
      }),
    )
    .filter({
      author: isIn(Author.objects.filter({ born: 1900 })),
      votes: isIn([1, 2]),
      pages: isIn(Book.objects.values("votes")),
    })
    .filter({ votes: gt(F("pages")), pages: F("votes").plus(1), title: F("author.name") })
    .filter(
      { data: json({ size: { width: gt(3) } }) },
      exists(Book.objects.filter({ author: outer("author") })),
    )
    .exclude({ made: year(2026), level: isIn(["hard"]) })
    .orderBy("-author.name", "title", "authorId", "-pk");
  await Author.objects.filter({ books: { title: "Emma" } }, { books: { genres: { name: "x" } } });
}

export async function shapes() {
  const values = await Book.objects.values("title", "author.name", "publisher.name", "genres.name");
  same<
    (typeof values)[number],
    {
      readonly title: string;
      readonly "author.name": string;
      readonly "publisher.name": string | null;
      readonly "genres.name": string | null;
    }
  >(true);
  const list = await Book.objects.valuesList("title", "votes");
  same<(typeof list)[number], readonly [string, number]>(true);
  const flat = await Book.objects.valuesList("author.born", { flat: true });
  same<(typeof flat)[number], number | null>(true);
  const counted = await Book.objects
    .annotate({ n: count("genres"), latest: max("made") })
    .filter({ n: gt(2) })
    .orderBy("-n");
  same<(typeof counted)[number]["n"], number>(true);
  same<(typeof counted)[number]["latest"], Date | null>(true);
  counted[0]?.loud.trim();
  const perBorn = await Author.objects
    .annotate({ many: count("books") })
    .filter(or({ many: gt(3) }, { name: "x" }))
    .values("name", "many");
  same<(typeof perBorn)[number], { readonly name: string; readonly many: number }>(true);
  const grouped = await Author.objects.values("born").annotate({ many: count("id") });
  same<(typeof grouped)[number]["many"], number>(true);
  same<(typeof grouped)[number]["born"], number | null>(true);
  const totals = await Book.objects.aggregate({
    total: sum("votes"),
    mean: avg("author.born"),
    rows: count("id"),
  });
  same<
    typeof totals,
    { readonly total: number | null; readonly mean: number | null; readonly rows: number }
  >(true);
  const [light] = await Book.objects.only("title");
  light?.title.trim();
  light?.id.toFixed();
  light?.loud.trim();
  const [slim] = await Book.objects.defer("data");
  slim?.title.trim();
}

export async function writes(author: Author) {
  await Book.objects.create({ title: "x", pages: 3, author });
  await Book.objects.create({ title: "x", pages: 3, author: 7, publisher: null, level: "hard" });
  await Book.objects
    .filter({ id: 1 })
    .update({ votes: F("votes").plus(1), title: "y", author, publisherId: null });
  const [book, created] = await Book.objects.getOrCreate({ title: "x", author }, { pages: 3 });
  same<typeof book, Book>(true);
  same<typeof created, boolean>(true);
  const made = new Book({ title: "x", pages: 3, author });
  made.votes += 1;
  made.authorId = 3;
  await (await made.save({ updateFields: ["votes"] })).delete();
  const old = await author.mentor;
  if (old)
    await old.books
      .filter({ genres: { parent: null } })
      .prefetchRelated("genres", "author.books")
      .delete();
}

/** Of code that does not know the model, names and values are judged when it runs. */
// oxlint-disable-next-line typescript/no-explicit-any -- that is the case
export async function ofAnyModel(rows: QuerySet<any, any>) {
  const counted = rows.filter({ level: "hard" }).exclude({ votes: gt(3) });
  await counted.annotate({ many: count("genres") }).orderBy("-many");
  await counted.orderBy("author.name").distinct();
  return counted.update({ votes: 0 });
}

/** A relation under another name has the paths, conditions and objects of the relation. */
export async function relationsWithConditions() {
  const novels = filteredRelation("books", { books: { genres: { name: "Novel" } } });
  const authors = Author.objects.annotate({ novels, pages: sum("books.pages") });
  const [row] = await authors.filter({ novels: { votes: gt(2) } }).orderBy("novels.title");
  same<typeof row, (Author & { readonly pages: number | null }) | undefined>(true);
  const titles = await authors.values("name", "novels.title", "novels.publisher.city");
  same<(typeof titles)[number]["novels.title"], string | null>(true);
  const writer = filteredRelation("author", { author: { born: gt(1800) } });
  const [book] = await Book.objects.alias({ writer }).annotate({ year: F("writer.born") });
  same<typeof book, (Book & { readonly year: number | null }) | undefined>(true);
  const mentors = filteredRelation("author.mentor", { author: { mentor: { name: "x" } } });
  await Book.objects.annotate({ mentors }).filter({ mentors: { name: "x" } });
}

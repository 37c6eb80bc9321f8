/** A library: the models that the tests of queries read and write. */
import { abstractModel, defineModel, fields, gt, QuerySet } from "../../src/models/index.ts";

export class Publisher extends defineModel(() => Publisher, {
  name: fields.char(100).unique(),
  city: fields.char(50).default("Paris"),
  books: fields.reverse(() => Book, "publisher"),
}) {
  override toString(): string {
    return this.name;
  }
}

export class Author extends defineModel(
  () => Author,
  {
    name: fields.char(100),
    born: fields.integer().nullable(),
    mentor: fields.foreignKey(() => Author, { onDelete: "set null" }).nullable(),
    pupils: fields.reverse(() => Author, "mentor"),
    books: fields.reverse(() => Book, "author"),
    profile: fields.reverseOne(() => Profile, "author"),
  },
  { ordering: ["name"], getLatestBy: "born" },
) {
  override toString(): string {
    return this.name;
  }
}

export class Profile extends defineModel(() => Profile, {
  author: fields.oneToOne(() => Author, { onDelete: "cascade" }),
  motto: fields.text(),
}) {}

export class Genre extends defineModel(() => Genre, { name: fields.char(50).unique() }) {}

class BookQueries extends QuerySet<Book> {
  popular() {
    return this.filter({ votes: gt(100) });
  }
}

class Dated extends abstractModel({
  made: fields.datetime({ autoNowAdd: true }),
  changed: fields.datetime({ autoNow: true }),
}) {
  age(now: Date): number {
    return now.getTime() - this.made.getTime();
  }
}

export class Book extends Dated.defineModel(
  () => Book,
  {
    title: fields.char(200),
    votes: fields.integer().default(0),
    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }).nullable(),
    published: fields.date().nullable(),
    level: fields.char(4, { choices: [["easy", "Easy"], "hard"] }).default("easy"),
    data: fields.json<{ pages: number }>().nullable(),
    author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
    publisher: fields.foreignKey(() => Publisher, { onDelete: "protect" }).nullable(),
    genres: fields.manyToMany(() => Genre),
  },
  { ordering: ["title"], querySet: BookQueries },
) {
  get loud(): string {
    return this.title.toUpperCase();
  }

  override toString(): string {
    return this.title;
  }
}

export const library = [Publisher, Author, Profile, Genre, Book];

/** Two authors, one the other's pupil, with three books. */
export async function fillLibrary() {
  const jane = await Author.objects.create({ name: "Jane", born: 1775 });
  const ann = await Author.objects.create({ name: "Ann", born: 1800, mentor: jane });
  const house = await Publisher.objects.create({ name: "House" });
  const emma = await Book.objects.create({ title: "Emma", author: jane, votes: 150 });
  const tales = await Book.objects.create({ title: "Tales", author: ann, publisher: house });
  const songs = await Book.objects.create({ title: "Songs", author: ann, votes: 7 });
  return { jane, ann, house, emma, tales, songs };
}

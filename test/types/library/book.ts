import { abstractModel, defineModel, fields, QuerySet } from "../../../src/models/index.ts";
import { Author } from "./author.ts";

export class Publisher extends defineModel(() => Publisher, {
  name: fields.char(100),
  city: fields.char(50).default("Paris"),
}) {}

export class Genre extends defineModel(() => Genre, {
  name: fields.char(50).unique(),
  parent: fields.foreignKey(() => Genre, { onDelete: "cascade" }).nullable(),
  books: fields.reverse(() => Book, "genres"),
}) {}

class BookQueries extends QuerySet<Book> {
  popular() {
    return this.filter({ votes: 100 });
  }
}

export class Dated extends abstractModel({ made: fields.datetime().default(() => new Date()) }) {
  age(): number {
    return Date.now() - this.made.getTime();
  }
}

export class Book extends Dated.defineModel(
  () => Book,
  {
    title: fields.char(200),
    votes: fields.integer().default(0),
    pages: fields.integer(),
    level: fields.choice(["easy", "hard"]).default("easy"),
    data: fields.json<{ size: { width: number }; tags: string[] }>().nullable(),
    author: fields.foreignKey(() => Author, { onDelete: "cascade", relatedName: "books" }),
    publisher: fields.foreignKey(() => Publisher, { onDelete: "protect" }).nullable(),
    genres: fields.manyToMany(() => Genre, { relatedName: "books" }),
  },
  { ordering: ["title", "-made"], querySet: BookQueries },
) {
  get loud(): string {
    return this.title.toUpperCase();
  }
}

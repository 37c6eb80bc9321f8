import { defineModel, fields } from "mkweb/db";

export class Author extends defineModel(
  () => Author,
  { name: fields.char(100) },
  { ordering: ["name"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Book extends defineModel(
  () => Book,
  {
    title: fields.char(200).index(),
    author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
    language: fields.char(2, {
      choices: [
        ["en", "English"],
        ["fr", "French"],
        ["de", "German"],
      ],
    }),
    published: fields.date(),
    price: fields.decimal({ maxDigits: 6, decimalPlaces: 2, blank: true }).nullable(),
    inPrint: fields.boolean().default(true),
    changed: fields.datetime(),
    pages: fields.integer(),
  },
  { ordering: ["title"] },
) {
  override toString(): string {
    return this.title;
  }
}

export class Chapter extends defineModel(
  () => Chapter,
  {
    book: fields.foreignKey(() => Book, { onDelete: "cascade" }),
    title: fields.char(100),
    firstPage: fields.integer(),
    written: fields.date(),
    isDraft: fields.boolean().default(false),
    notes: fields.text({ blank: true }).default(""),
  },
  { ordering: ["id"] },
) {
  override toString(): string {
    return this.title;
  }
}

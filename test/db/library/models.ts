import { defineModel, fields } from "../../../src/models/index.ts";

export class Author extends defineModel(() => Author, {
  fullName: fields.char(50),
  mentor: fields.foreignKey(() => Author, { onDelete: "set null" }).nullable(),
}) {}

export class Tag extends defineModel(() => Tag, {
  slug: fields.char(20).primary(),
  note: fields.char(20).default("none"),
}) {}

export class Book extends defineModel(() => Book, {
  title: fields.char(50),
  body: fields.text(),
  pages: fields.integer(),
  copies: fields.bigInteger(),
  isNew: fields.boolean(),
  price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }),
  ratio: fields.float(),
  day: fields.date(),
  printedAt: fields.datetime(),
  clock: fields.time(),
  extra: fields.json<unknown>(),
  isbn: fields.uuid(),
  cover: fields.binary(),
  note: fields.char(5).nullable(),
  author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
  tags: fields.manyToMany(() => Tag),
}) {}

import { db } from "../mkweb-dist.ts";

const { defineModel, fields } = db;

export class Author extends defineModel(() => Author, {
  name: fields.char(100).unique(),
  books: fields.reverse(() => Book, "author"),
}) {}

export class Book extends defineModel(() => Book, {
  title: fields.char(200),
  votes: fields.integer().default(0),
  made: fields.datetime(),
  author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
}) {}

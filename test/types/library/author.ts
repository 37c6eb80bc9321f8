import { defineModel, fields } from "../../../src/models/index.ts";
import { Book } from "./book.ts";

export class Author extends defineModel(() => Author, {
  name: fields.char(100),
  born: fields.integer().nullable(),
  mentor: fields.foreignKey(() => Author, { onDelete: "set null" }).nullable(),
  books: fields.reverse(() => Book, "author"),
}) {
  get initials(): string {
    return this.name
      .split(" ")
      .map((word) => word[0])
      .join("");
  }
}

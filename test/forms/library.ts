/** Models of the tests of model forms. */
import { defineModel, fields, gt } from "../../src/models/index.ts";

export class Author extends defineModel(
  () => Author,
  { name: fields.char(20), active: fields.boolean().default(true) },
  { ordering: ["name"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Genre extends defineModel(
  () => Genre,
  { name: fields.char(20), code: fields.slug().unique() },
  { ordering: ["id"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Book extends defineModel(
  () => Book,
  {
    title: fields.char(30, { errorMessages: { unique: "Taken: %(field_label)s" } }).unique(),
    pageCount: fields.positiveInteger({ helpText: "Without the <i>cover</i>" }).default(10),
    publishedOn: fields.date({ blank: true }).nullable(),
    level: fields
      .char(1, {
        choices: [
          ["e", "Easy"],
          ["h", "Hard"],
        ],
      })
      .default("e"),
    kind: fields
      .char(1, {
        choices: [
          [
            "Prose",
            [
              ["n", "Novel"],
              ["e", "Essay"],
            ],
          ],
          ["o", "Other"],
        ],
      })
      .default("n"),
    author: fields.foreignKey(() => Author, {
      onDelete: "cascade",
      limitChoicesTo: { active: true },
    }),
    editor: fields
      .foreignKey(() => Author, { onDelete: "cascade", relatedName: "edited", blank: true })
      .nullable(),
    genres: fields.manyToMany(() => Genre, { blank: true }),
    cover: fields.file({ blank: true, uploadTo: "covers" }).nullable(),
    stock: fields.integer({ editable: false }).default(3),
  },
  {
    uniqueTogether: [["author", "pageCount"]],
    constraints: [
      {
        name: "few_pages",
        check: { pageCount: gt(0) },
        violationErrorMessage: "A book has pages.",
        violationErrorCode: "empty",
      },
    ],
  },
) {
  override toString(): string {
    return this.title;
  }
}

export const library = [Author, Genre, Book];

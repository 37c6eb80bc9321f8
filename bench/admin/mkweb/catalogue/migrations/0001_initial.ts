import { createModel, defineMigration } from "mkweb/migrations";

export default defineMigration({
  initial: true,
  operations: [
    createModel("Author", {
      table: "catalogue_author",
      options: { ordering: ["name"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        name: { type: "string", length: 100 },
      },
    }),
    createModel("Book", {
      table: "catalogue_book",
      options: { ordering: ["title"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        title: { type: "string", length: 200, index: true },
        author: { kind: "m:1", to: "catalogue.Author", deleteRule: "cascade" },
        language: { type: "string", length: 2 },
        published: { type: "date" },
        price: { type: "decimal", precision: 6, scale: 2, nullable: true },
        inPrint: { type: "boolean", default: true },
        changed: { type: "datetime" },
        pages: { type: "integer" },
      },
    }),
    createModel("Chapter", {
      table: "catalogue_chapter",
      options: { ordering: ["id"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        book: { kind: "m:1", to: "catalogue.Book", deleteRule: "cascade" },
        title: { type: "string", length: 100 },
        firstPage: { type: "integer" },
        written: { type: "date" },
        isDraft: { type: "boolean", default: false },
        notes: { type: "text", default: "" },
      },
    }),
  ],
});

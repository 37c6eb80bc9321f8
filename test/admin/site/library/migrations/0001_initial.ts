import { createModel, defineMigration } from "mkweb/migrations";

export default defineMigration({
  initial: true,
  dependencies: [["auth", "0012_alter_user_first_name_max_length"]],
  operations: [
    createModel("Author", {
      table: "library_author",
      options: { ordering: ["lastName", "firstName"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        firstName: { type: "string", length: 100 },
        lastName: { type: "string", length: 100 },
        dateOfBirth: { type: "date", nullable: true },
        dateOfDeath: { type: "date", nullable: true },
        isActive: { type: "boolean", default: true },
      },
    }),
    createModel("Publisher", {
      table: "library_publisher",
      options: { ordering: ["code"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        code: { type: "string", length: 10, unique: true },
        name: { type: "string", length: 100 },
      },
    }),
    createModel("Genre", {
      table: "library_genre",
      options: { ordering: ["name"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        name: { type: "string", length: 50, unique: true },
        slug: { type: "string", length: 50, unique: true, index: true },
      },
    }),
    createModel("Book", {
      table: "library_book",
      options: { ordering: ["title"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        title: { type: "string", length: 200 },
        slug: { type: "string", length: 50, index: true },
        author: { kind: "m:1", to: "library.Author", deleteRule: "protect" },
        publisher: {
          kind: "m:1",
          to: "library.Publisher",
          toField: "code",
          deleteRule: "set null",
          nullable: true,
        },
        genres: { kind: "m:n", to: "library.Genre", pivotTable: "library_book_genres" },
        summary: { type: "text" },
        isbn: { type: "string", length: 13, unique: true },
        language: { type: "string", length: 2, default: "en" },
        published: { type: "date" },
        price: { type: "decimal", precision: 6, scale: 2, nullable: true },
        inPrint: { type: "boolean", default: true },
        sequelOf: { kind: "m:1", to: "library.Book", deleteRule: "set null", nullable: true },
        created: { type: "datetime" },
      },
      constraints: [{ name: "book_author_title", unique: ["author", "title"] }],
    }),
    createModel("BookInstance", {
      table: "library_bookinstance",
      options: { permissions: [["can_mark_returned", "Set book as returned"]] },
      fields: {
        id: { type: "uuid", primary: true },
        book: { kind: "m:1", to: "library.Book", deleteRule: "cascade" },
        imprint: { type: "string", length: 200 },
        dueBack: { type: "date", nullable: true },
        borrower: { kind: "m:1", to: "auth.User", deleteRule: "set null", nullable: true },
        status: { type: "string", length: 1, default: "m" },
      },
    }),
    createModel("Review", {
      table: "library_review",
      options: { ordering: ["id"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        book: { kind: "m:1", to: "library.Book", deleteRule: "cascade" },
        reviewer: { type: "string", length: 50 },
        rating: { type: "positiveSmallInteger" },
        text: { type: "text" },
      },
    }),
  ],
});

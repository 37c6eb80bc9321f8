import { defineModelAdmin, defineStackedInline, defineTabularInline } from "mkweb/admin";
import { Book, BookInstance, Review } from "../models.ts";
import { CenturyFilter } from "./century-filter.ts";

export class BookAdmin extends defineModelAdmin(Book, {
  listDisplay: ["title", "author", "language", "published", "price", "inPrint", "genreNames"],
  listDisplayLinks: ["title", "language"],
  listFilter: ["language", "inPrint", "published", "author", "genres", CenturyFilter],
  listSelectRelated: ["author"],
  searchFields: ["title", "author.lastName", "=isbn"],
  searchHelpText: "Title, surname or ISBN",
  dateHierarchy: "published",
  ordering: ["-published", "title"],
  listPerPage: 10,
  listMaxShowAll: 100,
  autocompleteFields: ["author"],
  rawIdFields: ["sequelOf"],
  filterHorizontal: ["genres"],
  prepopulatedFields: { slug: ["title"] },
  readonlyFields: ["created", "isbnLabel"],
  saveAs: true,
  saveOnTop: true,
  radioFields: { language: "horizontal" },
  emptyValueDisplay: "(none)",
  fieldsets: [
    [null, { fields: ["title", "slug", "author", "publisher", ["isbn", "isbnLabel"]] }],
    [
      "Details",
      {
        fields: [
          "genres",
          "summary",
          "language",
          "published",
          "price",
          "inPrint",
          "sequelOf",
          "created",
        ],
        description: "Everything <em>else</em>",
        classes: ["collapse"],
      },
    ],
  ],
  inlines: [
    defineTabularInline(BookInstance, { fields: ["imprint", "status", "dueBack"], extra: 1 }),
    defineStackedInline(Review, { extra: 2, maxNum: 3, canDelete: false }),
  ],
  displays: {
    genreNames: {
      description: "Genres",
      value: async (book) => (await book.genres.all()).map(({ name }) => name).join(", "),
    },
    isbnLabel: {
      description: "ISBN label",
      value: ({ isbn }) => (isbn ? `ISBN ${isbn}` : null),
    },
  },
  actions: {
    outOfPrint: {
      description: "Mark selected books as out of print",
      permissions: ["change"],
      async run(admin, request, chosen) {
        const changed = await chosen.update({ inPrint: false });
        await admin.messageUser(request, `${changed} out of print`);
      },
    },
  },
}) {}

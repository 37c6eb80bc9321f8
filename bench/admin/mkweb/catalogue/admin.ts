import * as admin from "mkweb/admin";
import { Book, Chapter } from "./models.ts";

admin.register(Book, {
  listDisplay: [
    "title",
    "author",
    "language",
    "published",
    "price",
    "inPrint",
    "changed",
    "decade",
  ],
  listFilter: ["language", "inPrint", "published"],
  listSelectRelated: ["author"],
  searchFields: ["title", "author.name"],
  rawIdFields: ["author"],
  inlines: [admin.defineTabularInline(Chapter, { extra: 0 })],
  displays: {
    decade: { value: ({ published }) => `${published.slice(0, 3)}0s`, ordering: "published" },
  },
});

import * as admin from "mkweb/admin";
import { Book } from "./models.ts";

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
  displays: {
    decade: { value: ({ published }) => `${published.slice(0, 3)}0s`, ordering: "published" },
  },
});

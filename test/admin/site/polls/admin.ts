import * as admin from "mkweb/admin";
import { Choice, Question } from "./models.ts";

admin.register(Question, {
  fieldsets: [
    [null, { fields: ["questionText"] }],
    ["Date information", { fields: ["pubDate"], classes: ["collapse"] }],
  ],
  inlines: [admin.defineTabularInline(Choice, { extra: 3 })],
  listDisplay: ["questionText", "pubDate", "wasPublishedRecently"],
  listFilter: ["pubDate"],
  searchFields: ["questionText"],
  displays: {
    wasPublishedRecently: {
      boolean: true,
      ordering: "pubDate",
      description: "Published recently?",
    },
  },
});

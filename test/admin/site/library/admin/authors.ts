import { defineModelAdmin } from "mkweb/admin";
import { count, objectText } from "mkweb/db";
import type { HttpRequest } from "mkweb/http";
import { Author } from "../models.ts";

/** An author as the list reads it. */
type Counted = Author & { readonly nBooks?: number };

export class AuthorAdmin extends defineModelAdmin(Author, {
  listDisplay: ["lastName", "firstName", "dateOfBirth", "isActive", "bookCount"],
  listEditable: ["firstName", "isActive"],
  listFilter: ["isActive"],
  searchFields: ["lastName", "firstName"],
  fields: [["firstName", "lastName"], ["dateOfBirth", "dateOfDeath"], "isActive"],
  listPerPage: 4,
  listMaxShowAll: 50,
  displays: {
    bookCount: {
      description: "Books",
      ordering: "nBooks",
      emptyValue: "none",
      value: ({ nBooks = 0 }: Counted) => (nBooks === 0 ? null : nBooks),
    },
  },
  actions: {
    deactivate: {
      description: "Deactivate selected authors",
      permissions: ["change"],
      async run(admin, request, chosen) {
        const changed = await chosen.update({ isActive: false });
        await admin.messageUser(request, `${changed} deactivated`, { level: "success" });
      },
    },
    announce: {
      description: "Announce",
      async run(admin, request, chosen) {
        const texts: string[] = [];
        for (const author of await chosen.orderBy("pk")) texts.push(await objectText(author));
        await admin.messageUser(request, `Announced: ${texts.join("; ")}`, { level: "warning" });
      },
    },
  },
}) {
  override getQueryset(request: HttpRequest) {
    return super.getQueryset(request).annotate({ nBooks: count("books") });
  }
}

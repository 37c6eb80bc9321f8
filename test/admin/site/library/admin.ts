import * as admin from "mkweb/admin";
import { AuthorAdmin } from "./admin/authors.ts";
import { BookAdmin } from "./admin/books.ts";
import { BookInstanceAdmin } from "./admin/copies.ts";
import { ReviewAdmin } from "./admin/reviews.ts";
import { Author, Book, BookInstance, Genre, Publisher, Review } from "./models.ts";

admin.register(Author, AuthorAdmin);
admin.register(Genre, {
  listDisplay: ["name", "slug"],
  prepopulatedFields: { slug: ["name"] },
  searchFields: ["name"],
});
admin.register(Publisher, {
  listDisplay: ["code", "name"],
  searchFields: ["name"],
  actionsOnTop: false,
  actionsOnBottom: true,
});
admin.register(Book, BookAdmin);
admin.register(BookInstance, BookInstanceAdmin);
admin.register(Review, ReviewAdmin);

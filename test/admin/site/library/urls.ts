import { path } from "mkweb/urls";
import * as archive from "./views/archive.ts";
import * as authors from "./views/authors.ts";
import * as books from "./views/books.ts";
import * as forms from "./views/forms.ts";
import * as members from "./views/members.ts";
import * as methods from "./views/methods.ts";

export const appName = "library";

export const urlpatterns = [
  path("books/", books.BookList.asView(), { name: "book-list" }),
  path("books/page<int:page>/", books.BookList.asView()),
  path("books/<int:pk>/", books.BookDetail.asView(), { name: "book-detail" }),
  path("none/", books.NoBooks.asView()),
  path("empty/", books.EmptyBooks.asView()),
  path("genres/new/", forms.GenreCreate.asView(), { name: "genre-create" }),
  path("genres/<slug:slug>/", books.GenreDetail.asView(), { name: "genre-detail" }),
  path("authors/", authors.AuthorList.asView(), { name: "author-list" }),
  path("authors/create/", authors.AuthorCreate.asView(), { name: "author-create" }),
  path("authors/<int:pk>/", authors.AuthorDetail.asView(), { name: "author-detail" }),
  path("authors/<int:pk>/update/", authors.AuthorUpdate.asView(), { name: "author-update" }),
  path("authors/<int:pk>/delete/", authors.AuthorDelete.asView(), { name: "author-delete" }),
  path("contact/", forms.Contact.asView(), { name: "contact" }),
  path("mybooks/", members.MyBooks.asView(), { name: "my-books" }),
  path("borrowed/", members.AllBorrowed.asView(), { name: "all-borrowed" }),
  path("staff/", members.StaffOnly.asView()),
  path("hard/", members.Hard.asView()),
  path("ping/", methods.Ping.asView()),
  path("post-only/", methods.PostOnly.asView()),
  path("archive/", archive.index, { name: "archive" }),
  path("archive/today/", archive.ofToday),
  path("archive/<int:year>/", archive.ofYear, { name: "archive-year" }),
  path("archive/<int:year>/bare/", archive.ofYearBare),
  path("archive/<int:year>/paged/", archive.ofYearPaged),
  path("archive/<int:year>/week/<int:week>/", archive.ofWeek),
  path("archive/<int:year>/<int:month>/", archive.ofMonth, { name: "archive-month" }),
  path("archive/<int:year>/<str:month>/", archive.ofMonthName),
  path("archive/<int:year>/<int:month>/<int:day>/", archive.ofDay, { name: "archive-day" }),
  path("archive/<int:year>/<int:month>/<int:day>/<int:pk>/", archive.ofDayOne, {
    name: "archive-detail",
  }),
];

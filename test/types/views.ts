/** What must compile of views as classes and what must not; `npm run types` is the test. */
import { HttpResponse, type HttpRequest } from "../../src/http/index.ts";
import type { QuerySet, Row } from "../../src/models/index.ts";
import { path } from "../../src/urls/index.ts";
import {
  DetailView,
  ListView,
  RedirectView,
  SingleObjectMixin,
  TemplateView,
  View,
  type Context,
} from "../../src/views/index.ts";
import { Author } from "./library/author.ts";
import { Book } from "./library/book.ts";

class BookDetail extends DetailView<Book> {
  override model = Book;
  override templateName = "books/one.html";

  override getQueryset() {
    return super.getQueryset().filter({ title: "x" });
  }

  override async getContextData(extra: Context = {}): Promise<Context> {
    return { ...(await super.getContextData(extra)), title: this.object.title.toUpperCase() };
  }
}

class Loaded extends DetailView<Row<Book, "author">> {
  override model = Book;
  override queryset = Book.objects.selectRelated("author");

  shown(): string {
    return this.object.author.name;
  }
}

class BookList extends ListView<Book> {
  override queryset = Book.objects.orderBy("title");
  override paginateBy = 5;

  override getQueryset(): QuerySet<Book> {
    return super.getQueryset().exclude({ title: "" });
  }
}

class Titles extends ListView<{ readonly title: string }> {
  override queryset = Book.objects.values("title");
}

class Words extends ListView<string> {
  override queryset = ["a", "b"];
}

class BooksOf extends SingleObjectMixin(ListView<Book>, Author) {
  override async get(request: HttpRequest, params: Context) {
    this.object = await this.getObject();
    const name: string = this.object.name;
    return name === "" ? new HttpResponse() : super.get(request, params);
  }
}

class Year extends View {
  get(_request: HttpRequest, { year }: { readonly year: number }): HttpResponse {
    return new HttpResponse(year.toFixed());
  }
}

path("<int:pk>/", BookDetail.asView());
path("<slug:slug>/", BookDetail.asView({ slugField: "title" }));
path("", BookList.asView({ paginateBy: 3 }));
path("", ListView.asView({ model: Book, paginateBy: 3 }));
path("", ListView.asView({ queryset: Book.objects.filter({ title: "x" }) }));
path("<int:pk>/", DetailView.asView({ model: Book }));
path("about/", TemplateView.asView({ templateName: "about.html" }));
path("old/", RedirectView.asView({ url: "/new/", permanent: true }));
path("<int:year>/", Year.asView());
path("<int:pk>/", BooksOf.asView());
path("", Titles.asView());
path("", Words.asView());
path("<int:pk>/", Loaded.asView());

// @ts-expect-error -- the view wants a number, the route captures text
path("<str:year>/", Year.asView());
// @ts-expect-error -- no member of the class
path("", BookList.asView({ paginatBy: 3 }));
// @ts-expect-error -- a method
path("", BookList.asView({ getQueryset: () => Book.objects.all() }));
// @ts-expect-error -- of another type
path("", BookList.asView({ paginateBy: "3" }));
// @ts-expect-error -- a view of books
path("", BookList.asView({ queryset: Author.objects.all() }));
// @ts-expect-error -- no model
path("", ListView.asView({ model: Date }));

class WrongModel extends DetailView<Book> {
  // @ts-expect-error -- another model
  override model = Author;
}
class WrongRows extends ListView<Book> {
  // @ts-expect-error -- rows of another model
  override queryset = Author.objects.all();
}
class WrongQuery extends ListView<Book> {
  // @ts-expect-error -- rows of another model
  override getQueryset() {
    return Author.objects.all();
  }
}
class Unlazy extends ListView<Book> {
  // @ts-expect-error -- a promise would read every row
  override async getQueryset() {
    return Book.objects.all();
  }
}
class WrongWord extends DetailView<Book> {
  // @ts-expect-error -- misspelt
  override templatName = "x.html";
}
// @ts-expect-error -- of what?
class OfNothing extends DetailView {}
void [WrongModel, WrongRows, WrongQuery, Unlazy, WrongWord, OfNothing];

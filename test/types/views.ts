/** What must compile of views as classes and what must not; `npm run types` is the test. */
import { defineForm, defineModelForm, fields } from "../../src/forms/index.ts";
import { HttpResponse, type HttpRequest } from "../../src/http/index.ts";
import type { QuerySet, Row } from "../../src/models/index.ts";
import { path } from "../../src/urls/index.ts";
import {
  CreateView,
  DeleteView,
  DetailView,
  FormMixin,
  FormView,
  ListView,
  RedirectView,
  SingleObjectMixin,
  TemplateView,
  UpdateView,
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

class WordForm extends defineForm({ word: fields.char(), times: fields.integer() }) {}

class WordPage extends FormView<WordForm> {
  override formClass = WordForm;
  override successUrl = "/";

  override formValid(form: WordForm) {
    return new HttpResponse(form.cleanedData.word.repeat(form.cleanedData.times));
  }

  override async formInvalid(form: WordForm) {
    await super.formInvalid(form);
    return new HttpResponse(form.errors.asJson());
  }
}

class BookDelete extends DeleteView<Book> {
  override model = Book;

  override getSuccessUrl() {
    return `/after/${this.object.title}/`;
  }
}

class BookCreate extends CreateView<Book> {
  override model = Book;
  override fields = ["title"] as const;

  override getSuccessUrl() {
    return this.object === null ? "/" : `/${this.object.id.toFixed()}/`;
  }
}

class BookForm extends defineModelForm(Book, { fields: ["title"] }) {}

class BookUpdate extends UpdateView<Book, BookForm> {
  override model = Book;
  override formClass = BookForm;

  override async formValid(form: BookForm) {
    const title: string = form.cleanedData.title;
    return title === this.object.title ? new HttpResponse() : super.formValid(form);
  }
}

class BookAndWord extends FormMixin(DetailView<Book>, WordForm) {
  override async get(_request: HttpRequest, _params: Context) {
    const form = await this.getForm();
    return new HttpResponse((await form.isValid()) ? form.cleanedData.word : this.object.title);
  }
}

path("", WordPage.asView({ prefix: "p" }));
path("", FormView.asView({ formClass: WordForm, successUrl: "/" }));
path("<int:pk>/", BookDelete.asView({ formClass: WordForm }));
path("<int:pk>/", BookAndWord.asView());
path("", BookCreate.asView({ successUrl: "/{id}/" }));
path("", CreateView.asView({ model: Book, fields: ["title"] }));
path("", CreateView.asView({ model: Book, fields: "__all__" }));
path("<int:pk>/", BookUpdate.asView({ templateName: "x.html" }));
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
class WrongField extends CreateView<Book> {
  // @ts-expect-error -- misspelt
  override fields = ["titel"] as const;
}
class WrongModelForm extends UpdateView<Author> {
  // @ts-expect-error -- a form of books
  override formClass = BookForm;
}
class WrongForm extends FormView<WordForm> {
  // @ts-expect-error -- another form
  override formClass = class extends defineForm({ words: fields.char() }) {};
}
class WrongAnswer extends FormView<WordForm> {
  override formValid(form: WordForm) {
    // @ts-expect-error -- the form has no such field
    return new HttpResponse(form.cleanedData.words);
  }
}
// @ts-expect-error -- of what?
class OfNothing extends DetailView {}
void [
  WrongField,
  WrongModelForm,
  WrongForm,
  WrongAnswer,
  WrongModel,
  WrongRows,
  WrongQuery,
  Unlazy,
  WrongWord,
  OfNothing,
];

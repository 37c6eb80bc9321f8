import { Page, Paginator } from "mkweb/paginator";
import { DetailView, ListView, type Context } from "mkweb/views";
import { Book, Genre } from "../models.ts";

export class BookList extends ListView<Book> {
  override model = Book;
  override paginateBy = 5;
  override paginateOrphans = 1;

  override async getContextData(extra: Context = {}): Promise<Context> {
    const context = await super.getContextData(extra);
    const { paginator, page_obj: page } = context;
    if (!(paginator instanceof Paginator && page instanceof Page)) return context;
    const around = { onEachSide: 1, onEnds: 1 };
    const page_range_elided = await paginator.getElidedPageRange(page.number, around);
    return { ...context, page_range_elided };
  }
}

export class BookDetail extends DetailView<Book> {
  override model = Book;
}

export class GenreDetail extends DetailView<Genre> {
  override model = Genre;
}

/** A list that may not be empty, and is. */
export class NoBooks extends ListView<Book> {
  override queryset = Book.objects.none();
  override allowEmpty = false;
  override templateName = "library/book_list.html";
}

export class EmptyBooks extends ListView<Book> {
  override queryset = Book.objects.none();
  override paginateBy = 5;
  override templateName = "library/book_list.html";
}

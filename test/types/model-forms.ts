/** What model forms are to the compiler: the values of a form are those of its model. */
import {
  defineForm,
  defineModelForm,
  fields,
  modelformFactory,
  Textarea,
} from "../../src/forms/index.ts";
import type { Author } from "./library/author.ts";
import { Book, type Genre } from "./library/book.ts";

class BookForm extends defineModelForm(
  Book,
  { fields: ["title", "author", "genres", "pages", "publisher"], widgets: { title: Textarea } },
  { note: fields.char({ required: false }) },
) {
  cleanTitle(): string {
    return this.cleanedData.title.toUpperCase();
  }
}

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => {};

export async function uses(): Promise<void> {
  const form = new BookForm({ data: {}, instance: null, initial: { title: "x", note: "" } });
  same<typeof form.cleanedData.title, string>(true);
  same<typeof form.cleanedData.pages, number>(true);
  same<typeof form.cleanedData.author, Author>(true);
  same<typeof form.cleanedData.genres, Genre[]>(true);
  same<typeof form.cleanedData.note, string>(true);
  same<null extends typeof form.cleanedData.publisher ? true : false, true>(true);
  same<typeof form.instance, Book>(true);
  const saved = await form.save();
  same<typeof saved, Book>(true);

  class All extends defineModelForm(Book, { fields: "__all__" }) {}
  same<All["cleanedData"]["level"], "easy" | "hard">(true);
  class Most extends defineModelForm(Book, { exclude: ["title"] }) {}
  same<Most["cleanedData"]["votes"], number>(true);
  class More extends defineModelForm(BookForm, { labels: {} }, { more: fields.integer() }) {}
  same<More["cleanedData"]["title"], string>(true);
  same<More["cleanedData"]["more"], number>(true);
  class Wider extends defineForm(BookForm, { copies: fields.integer() }) {}
  same<Wider["cleanedData"]["copies"], number>(true);
  same<Wider["instance"], Book>(true);
  class Made extends modelformFactory(Book, { fields: ["title"], form: BookForm }) {}
  same<Made["cleanedData"]["title"], string>(true);
}

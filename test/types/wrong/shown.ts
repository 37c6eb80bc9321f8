// What editors and errors call a row, a query and its values: each line is refused, and the refusal names the type.
import { count, sum } from "../../../src/models/index.ts";
import { Author } from "../library/author.ts";
import { Book } from "../library/book.ts";

declare function shown(value: never): void;
const row = await Book.objects.get({ title: "Emma" });

shown(row);
shown(row.title);
shown(row.author);
shown(row.publisherId);
shown((await row.author).books);
shown(Book.objects.filter({ votes: 1 }).orderBy("-made").limit(3));
shown(Author.objects.filter({ born: 1 }).exclude({ name: "x" }));
shown(Author.objects.selectRelated("mentor"));
shown(await Book.objects.selectRelated("author.mentor").get({ id: 1 }));
shown((await Book.objects.values("title", "author.name", "publisher.name"))[0]);
shown((await Book.objects.valuesList("title", "votes"))[0]);
shown(await Book.objects.valuesList("author.born", { flat: true }));
shown(await Author.objects.annotate({ many: count("books") }).get({ id: 1 }));
shown(await Book.objects.aggregate({ total: sum("votes"), rows: count() }));
shown(await Book.objects.only("title").get({ id: 1 }));
shown(await Book.objects.first());
shown(await Book.objects.getOrCreate({ title: "x", author: 1, pages: 3 }));
shown(await Book.objects.inBulk([1, 2]));

// Uses that must not compile, one a line; wrong.test.ts keeps what TypeScript says of each.
import { avg, contains, count, defineModel, F, fields, filteredRelation, gt, iContains, isIn, json, not, or, QuerySet, sum, year, type Row } from "../../../src/models/index.ts";
import { defineModelForm, modelformFactory, Textarea } from "../../../src/forms/index.ts";
import { Author } from "../library/author.ts";
import { Book, Genre, Publisher } from "../library/book.ts";

declare const book: Book, author: Author, withAuthor: Row<Book, "author">;

book.author.name; // 1 not loaded
withAuthor.author.mentor?.name; // 2 loaded, but not its own
withAuthor.publisher?.city; // 3 another relation than loaded
book.titel; // 4
book.pages = "3"; // 5
book.author = new Publisher({ name: "x" }); // 6
(await Book.objects.get({ id: 1 })).author.name; // 7
(await Book.objects.selectRelated("publisher").get({ id: 1 })).publisher.city; // 8 may be null
Book.objects.filter({ titel: "x" }); // 9
Book.objects.filter({ title: 3 }); // 10
Book.objects.filter({ votes: gt("x") }); // 11
Book.objects.filter({ votes: iContains("x") }); // 12
Book.objects.filter({ author: { nme: "x" } }); // 13
Book.objects.filter({ author: { name: 3 } }); // 14
Book.objects.filter({ author: { mentor: { name: gt(3) } } }); // 15
Book.objects.filter({ author: new Publisher({ name: "x" }) }); // 16
Book.objects.filter({ authorId: "3" }); // 17
Book.objects.filter({ title: null }); // 18 never null
Book.objects.filter({ level: "medium" }); // 19
Book.objects.filter(or({ titel: "x" }, { votes: 1 })); // 20
Book.objects.filter(or({ votes: 1 }, not({ title: 3 }))); // 21
Author.objects.filter({ books: { titel: "x" } }); // 22 reverse
Book.objects.filter({ data: json({ size: { width: "x" } }) }); // 23
Book.objects.filter({ author: isIn(Publisher.objects.all()) }); // 24
Book.objects.filter({ title: year(2000) }); // 25
Book.objects.filter({ votes: { $gt: 1 } }); // 26 an operator from a request
Book.objects.orderBy("titel"); // 27
Book.objects.orderBy("-author.nme"); // 28
Book.objects.orderBy("title.length"); // 29
Book.objects.values("title", "author.nme"); // 30
Book.objects.selectRelated("author.nobody"); // 31
Book.objects.selectRelated("genres"); // 32 to many: prefetchRelated
Book.objects.annotate({ n: count("gneres") }); // 33
Book.objects.aggregate({ total: sum("title") }); // 34
Book.objects.annotate({ n: count("genres") }).filter({ n: "many" }); // 35
Book.objects.filter({}).update({ title: F("votes").plus(1) }); // 36
Book.objects.filter({}).update({ votes: F("title").plus(1) }); // 37
Book.objects.filter({}).update({ votes: F("vote").plus(1) }); // 38
Book.objects.create({ title: "x", pages: 3 }); // 39
Book.objects.create({ title: "x", pages: 3, author: "Jane" }); // 40
Book.objects.create({ title: "x", pages: 3, author, genres: [1] }); // 41
Book.objects.getOrCreate({ title: "x" }, { pages: 3 }); // 42
author.books.create({ title: "x", pages: 3, author }); // 43 already known
book.genres.add(author); // 44
(await Book.objects.only("title").get({ id: 1 })).pages; // 45
(await Book.objects.values("title").get({ id: 1 })).loud; // 46
new Book({ title: "x" }); // 47
await book.load("autor"); // 48
class Bad extends defineModel(() => Bad, { title: fields.char(9), a: fields.foreignKey(() => Author, { onDelete: "explode" }) }) {} // 49
class Worse extends defineModel(() => Worse, { title: fields.char(9) }, { ordering: ["titel"] }) {} // 50
class Shelf extends defineModel(() => Shelf, { name: fields.char(9), books: fields.reverse(() => Book, "shelf") }) {}
new Shelf({ name: "x" }).books.count(); // 51 Book has no such foreign key
Book.objects.filter({ made: contains("x") }); // 52
Book.objects.filter({ made: year("2000") }); // 53
await book.save({ updateFields: ["titel"] }); // 54
await Book.objects.latest("titel"); // 55
Book.objects.only("titel"); // 56
Book.objects.prefetchRelated("title"); // 57
Book.objects.valuesList("titel", { flat: true }); // 58
await Book.objects.updateOrCreate({ title: "x", author, pages: 3 }, { votes: "many" }); // 59
await Book.objects.bulkCreate([{ title: "x" }]); // 60
author.books.filter({ titel: "x" }); // 61
Book.objects.annotate({ upper: 3 }); // 62
Book.objects.distinct("titel"); // 63
Book.objects.dates("titel", "year"); // 64
Book.objects.filter({ data: json({ size: { widht: 3 } }) }); // 65
await Book.objects.get({ pk: "x" }); // 66
await book.refreshFromDb({ fields: ["titel"] }); // 67
defineModelForm(Book, { fields: ["titel"] }); // 68
defineModelForm(Book, { fields: ["title", "autor"] }); // 69
defineModelForm(Book, { exclude: ["titel"] }); // 70
defineModelForm(Author, { fields: ["books"] }); // 71 the other side of a relation
defineModelForm(Book, { fields: ["title"], widgets: { titel: Textarea } }); // 72
modelformFactory(Book, { fields: ["titel"] }); // 73
class BookForm extends defineModelForm(Book, { fields: ["title", "pages", "author", "genres"] }) {}
const form = new BookForm();
form.cleanedData.titel; // 74
form.cleanedData.level; // 75 not asked for
form.cleanedData.pages.trim(); // 76
form.cleanedData.author.nme; // 77
form.cleanedData.genres.name; // 78 several
form.instance.titel; // 79
(await form.save()).titel; // 80
new BookForm({ instance: author }); // 81
new BookForm({ initial: { titel: "x" } }); // 82
form.addError("titel", "x"); // 83
void [avg, contains, Genre, QuerySet];
class Straight extends defineModel(() => Straight, { book: fields.foreignKey(Book, { onDelete: "cascade" }) }) {} // 84 the class, not a function
class Texted extends defineModel(() => Texted, { book: fields.foreignKey("Book", { onDelete: "cascade" }) }) {} // 85 Django's text
Author.objects.prefetchRelated("book"); // 86
Author.objects.prefetchRelated({}); // 87
Author.objects.annotate({ novels: filteredRelation("novels", { books: { title: "x" } }) }); // 88
Author.objects.annotate({ novels: filteredRelation("name", { name: "x" }) }); // 89
Author.objects.alias({ novels: filteredRelation("books", {}) }).filter({ novels: { titel: "x" } }); // 90

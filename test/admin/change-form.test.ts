/** The forms of objects: what is sent to them by those who may not do it, and what their windows answer. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Permission, User } from "mkweb/auth/models";
import { loadSettings, type Settings } from "mkweb/conf";
import { isIn } from "mkweb/db";
import { execute } from "mkweb/management";
import { Client } from "mkweb/test";
import { Author, Book, BookInstance, Genre, Publisher, Review } from "./site/library/models.ts";

const root = new URL("site/", import.meta.url);
let folder: string;
let settings: Settings;
let book: Book;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "mkweb-forms-"));
  process.env["DB_PATH"] = join(folder, "db.sqlite3");
  process.env["SECRET_KEY"] = "the tests' own secret, of no use to others whatsoever";
  const argv = ["node", "manage", "migrate", "--verbosity", "0"];
  assert.equal(await execute(argv, { root, settings: "mysite/settings.ts" }), 0);
  settings = await loadSettings("mysite/settings.ts", root);
  await new Client({ settings }).get("/admin/login/");
  const author = await Author.objects.create({ firstName: "Jane", lastName: "<b>Austen" });
  book = await Book.objects.create({
    title: "Emma",
    slug: "emma",
    author,
    summary: "",
    isbn: "9780000000001",
    published: "1815-12-23",
  });
  await Review.objects.create({ book, reviewer: "Ann", rating: 3, text: "" });
  await BookInstance.objects.create({ book, imprint: "Penguin" });
});

after(() => rm(folder, { recursive: true, force: true }));

/** A visitor who may do these things, or everything. */
async function visitor(name: string, ...may: readonly string[]): Promise<Client> {
  const user =
    may[0] === "everything"
      ? await User.objects.createSuperuser(name, "", "pw")
      : await User.objects.createUser(name, "", "pw", { isStaff: true });
  const permissions = await Permission.objects.filter({ codename: isIn([...may]) });
  await user.userPermissions.add(...permissions);
  const client = new Client({ settings });
  await client.forceLogin(user);
  return client;
}

/** What the form of the book sends as it is. */
function sent(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const empty = { TOTAL_FORMS: "0", INITIAL_FORMS: "0" };
  const management = (prefix: string) =>
    Object.entries(empty).map(([key, value]) => [`${prefix}-${key}`, value]);
  return {
    title: "Emma",
    slug: "emma",
    author: String(book.authorId),
    isbn: "9780000000001",
    language: "en",
    published: "1815-12-23",
    in_print: "on",
    ...Object.fromEntries([...management("bookinstance_set"), ...management("reviews")]),
    ...more,
  };
}

const change = () => `/admin/library/book/${book.pk}/change/`;

describe("a form of an object", () => {
  it("changes nothing of inline forms that the visitor may only see", async () => {
    const client = await visitor("looker", "change_book", "view_review", "view_bookinstance");
    const page = await client.get(change());
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /name="reviews-0-rating"/);
    const [review] = await Review.objects.filter({ book });
    const response = await client.post(
      change(),
      sent({
        title: "Emma!",
        "reviews-TOTAL_FORMS": "2",
        "reviews-INITIAL_FORMS": "1",
        "reviews-0-id": String(review?.pk),
        "reviews-0-reviewer": "Eve",
        "reviews-0-rating": "1",
        "reviews-0-DELETE": "on",
        "reviews-1-reviewer": "Eve",
        "reviews-1-rating": "1",
      }),
    );
    assert.equal(response.status, 302);
    assert.equal((await Book.objects.get({ id: book.id })).title, "Emma!");
    assert.deepEqual(
      (await Review.objects.filter({ book })).map(({ reviewer, rating }) => [reviewer, rating]),
      [["Ann", 3]],
    );
  });

  it("is no way to rows of another object by the keys of inline forms", async () => {
    const client = await visitor("thief", "everything");
    const other = await Book.objects.create({
      title: "Other",
      slug: "other",
      summary: "",
      author: book.authorId,
      isbn: "9780000000009",
      published: "1815-12-23",
    });
    const theirs = await Review.objects.create({
      book: other,
      reviewer: "Bob",
      rating: 5,
      text: "",
    });
    await client.post(
      change(),
      sent({
        "reviews-TOTAL_FORMS": "1",
        "reviews-INITIAL_FORMS": "1",
        "reviews-0-id": String(theirs.pk),
        "reviews-0-reviewer": "Eve",
        "reviews-0-rating": "1",
      }),
    );
    const after = await Review.objects.get({ id: theirs.pk });
    assert.deepEqual([after.reviewer, after.bookId], ["Bob", other.pk]);
  });

  it("is copied by those alone who may add objects", async () => {
    const client = await visitor("copier", "change_book");
    const count = await Book.objects.count();
    const response = await client.post(change(), sent({ isbn: "9780000000002", _saveasnew: "1" }));
    assert.equal(response.status, 403);
    assert.equal(await Book.objects.count(), count);
  });

  it("names related objects by fields that relations refer to, and by no others", async () => {
    const client = await visitor("opener", "everything");
    await Publisher.objects.create({ code: "PEN", name: "Penguin" });
    const url = "/admin/library/publisher/add/?_popup=1&_to_field=";
    assert.equal((await client.get(`${url}name`)).status, 400);
    const data = { code: "NEW", name: "</script><b>", _popup: "1", _to_field: "code" };
    const answer = await client.post("/admin/library/publisher/add/", data);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /data-popup-response="\{&quot;value&quot;: &quot;NEW&quot;/);
    assert.doesNotMatch(answer.text, /<b>/);
  });

  it("keeps what was sent, and says at each field what is wrong with it", async () => {
    const client = await visitor("writer", "everything");
    const page = await client.post(change(), sent({ isbn: "1", price: "abc" }));
    assert.equal(page.status, 200);
    assert.match(
      page.text,
      /<p class="errornote" role="alert">Please correct the errors below\.<\/p>/,
    );
    assert.match(page.text, /name="price" value="abc"/);
    assert.match(page.text, /aria-describedby="id_isbn_error"/);
    assert.match(page.text, /<ul class="errorlist" id="id_isbn_error"><li>Enter 13 digits\.<\/li>/);
  });

  it("shows a searched relation as the chosen object alone, its name escaped", async () => {
    const client = await visitor("reader", "everything");
    const { text } = await client.get(change());
    assert.match(text, /<option value="\d+" selected>&lt;b&gt;Austen, Jane<\/option>/);
    assert.doesNotMatch(text, /<b>Austen/);
  });

  it("takes an invalid key for one that no object has", async () => {
    const client = await visitor("guesser", "everything");
    for (const key of ["abc", "%00", "99999999999999999999", "1.5"]) {
      const response = await client.get(`/admin/library/genre/${key}/change/`);
      assert.equal(response.status, 302);
    }
    assert.equal(await Genre.objects.count(), 0);
  });
});

/** What scripts add to forms of objects, in Chromium. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { User } from "mkweb/auth/models";
import { execute } from "mkweb/management";
import { getApplication, serve } from "mkweb/server";
import { accessibilityFaults, newVisitor, noChromium, phone } from "../support/browser.ts";
import { Author, Book, Genre } from "./site/library/models.ts";

const root = new URL("site/", import.meta.url);

describe("forms of objects in a browser", { skip: noChromium }, () => {
  const gone = new AbortController();
  let folder: string;
  let origin: string;
  let visitor: BrowserContext;
  let page: Page;
  let book: Book;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "mkweb-scripts-"));
    process.env["DB_PATH"] = join(folder, "db.sqlite3");
    // Only then does the server answer for static files itself.
    process.env["DEBUG"] = "true";
    process.env["SECRET_KEY"] = "the tests' own secret, of no use to others whatsoever";
    const argv = ["node", "manage", "migrate", "--verbosity", "0"];
    assert.equal(await execute(argv, { root, settings: "mysite/settings.ts" }), 0);
    const settings = new URL("mysite/settings.ts", root);
    const application = await getApplication(settings, { staticFiles: true });
    const { url } = await serve(application, { port: 0, signal: gone.signal, gracePeriodMs: 500 });
    origin = url.replace(/\/$/, "");
    await User.objects.createSuperuser("boss", "", "a-long-password");
    for (const name of ["Essay", "Fiction", "Satire"]) {
      await Genre.objects.create({ name, slug: name.toLowerCase() });
    }
    const smith = await Author.objects.create({ firstName: "Zadie", lastName: "Smith" });
    await Author.objects.create({ firstName: "Jane", lastName: "Austen" });
    book = await Book.objects.create({
      title: "NW",
      slug: "nw",
      author: smith,
      summary: "",
      isbn: "9780000000001",
      published: "2012-08-27",
    });
    visitor = await newVisitor();
    visitor.setDefaultTimeout(15_000);
    page = await visitor.newPage();
    await page.goto(`${origin}/admin/`);
    await page.fill("[name=username]", "boss");
    await page.fill("[name=password]", "a-long-password");
    await page.press("[name=password]", "Enter");
    await page.waitForSelector("#user-tools");
  });

  after(async () => {
    await visitor?.close();
    gone.abort();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const add = () => page.goto(`${origin}/admin/library/book/add/`);

  it("let a slug follow the title, in ASCII, until it is written by hand", async () => {
    await add();
    await page.locator("#id_title").pressSequentially("Über die Straße: Łódź?");
    assert.equal(await page.inputValue("#id_slug"), "uber-die-strasse-lodz");
    await page.fill("#id_slug", "mine");
    await page.locator("#id_title").pressSequentially("!");
    assert.equal(await page.inputValue("#id_slug"), "mine");
  });

  it("find a related object while one types, by keyboard alone", async () => {
    await add();
    await page.locator("#id_author_search").pressSequentially("smi");
    await page.waitForSelector("#id_author_list [role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue("#id_author_search"), "Smith, Zadie");
    assert.equal(await page.inputValue("#id_author"), String(book.authorId));
  });

  it("add and take away inline forms, with the right numbers and no more than there may be", async () => {
    await add();
    await page.click("#bookinstance_set-group .add-row");
    await page.fill("#id_bookinstance_set-1-imprint", "second");
    await page.click("#bookinstance_set-0 .inline-deletelink");
    assert.equal(await page.inputValue("#id_bookinstance_set-TOTAL_FORMS"), "1");
    assert.equal(await page.inputValue("#id_bookinstance_set-0-imprint"), "second");
    await page.click("#reviews-group .add-row");
    assert.equal(await page.inputValue("#id_reviews-TOTAL_FORMS"), "3");
    assert.equal(await page.isVisible("#reviews-group .add-row"), false);
  });

  it("move choices between two boxes, and send those that are chosen", async () => {
    await add();
    await page.click("summary");
    await page.locator("#id_genres_from option").first().dblclick();
    await page.focus("#id_genres_from");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    const chosen = page.locator("#id_genres option:checked");
    assert.deepEqual(await chosen.allTextContents(), ["Essay", "Satire"]);
    await page.fill("#id_genres_from_search", "x");
    assert.equal(await page.locator("#id_genres_from option").count(), 0);
  });

  it("add a related object in a window, whatever it is called, and pick one from a list", async () => {
    await add();
    await page.click("summary");
    const [adding] = await Promise.all([
      visitor.waitForEvent("page"),
      page.click("#add_id_genres"),
    ]);
    await adding.fill("#id_name", 'New <b>"G');
    await Promise.all([adding.waitForEvent("close"), adding.click("[name=_save]")]);
    const option = page.locator("#id_genres option:checked");
    assert.deepEqual(await option.allTextContents(), ['New <b>"G']);
    const [picking] = await Promise.all([
      visitor.waitForEvent("page"),
      page.click("#lookup_id_sequel_of"),
    ]);
    await Promise.all([
      picking.waitForEvent("close"),
      picking.locator("a[data-popup-opener]").first().click(),
    ]);
    assert.equal(await page.inputValue("#id_sequel_of"), String(book.id));
  });

  it("can be used by those who cannot see, hear or point, and on a phone", async () => {
    for (const size of [{ width: 1100, height: 900 }, phone]) {
      await page.setViewportSize(size);
      for (const path of [
        "add/",
        `${book.id}/change/`,
        `${book.id}/delete/`,
        `${book.id}/history/`,
      ]) {
        await page.goto(`${origin}/admin/library/book/${path}`);
        if (path.endsWith("add/")) await page.click("summary");
        assert.deepEqual(await accessibilityFaults(page), []);
        const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.equal(over, 0);
      }
    }
  });
});

/** Our admin and Django's on one database: what one does the other sees, changes, and has in its history. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { newVisitor, noChromium } from "../../support/browser.ts";
import { databases, type TestDatabase } from "../../support/databases.ts";
import { isThorough } from "../../support/thorough.ts";
import { noNewerDjango, noPsycopg, type SharedEnvironment, type Site } from "../servers.ts";
import { asked, startBoth } from "./sites.ts";

/** Which admin begins: on each database the other one, and each on both in `npm run test:thorough`. */
const rounds = ({ vendor }: TestDatabase): readonly number[] =>
  isThorough ? [0, 1] : [vendor === "sqlite" ? 0 : 1];
const SECRET_KEY = "one key for both admins";

for (const database of databases) {
  const skip = noChromium || noNewerDjango || database.skip || noPsycopg;
  describe(`Django's admin and ours in turns on ${database.vendor}`, { skip }, () => {
    it("share users, permissions, sessions, objects and their history", async (t) => {
      const { sites, env } = await open(t, database);
      const admin = await logIn(sites[1], "admin");
      t.after(() => admin.close());
      for (const round of rounds(database)) {
        const [here, there] = round % 2 === 0 ? sites : [sites[1], sites[0]];
        await authors(admin, here, there, `Round${round}`);
        await books(admin, here, there, `Round${round}`);
        await questions(admin, here, there, `Round${round}`);
        await users(admin, here, there, `round${round}`);
      }
      await sameLog(sites[0], env);
      for (const label of TABLES) await sameRows(sites[0], env, label);
    });
  });
}

const TABLES = [
  "auth.user",
  "auth.group",
  "library.author",
  "library.book",
  "library.bookinstance",
  "library.review",
  "polls.question",
  "polls.choice",
];

async function open(t: TestContext, database: TestDatabase) {
  const url = await database.url(t);
  const env: SharedEnvironment = {
    SECRET_KEY,
    PYTHONPATH: process.env["NEWER_DJANGO"] ?? "",
    ...(url.startsWith("sqlite:")
      ? { DB_PATH: url.slice("sqlite:".length) }
      : { DATABASE_URL: url }),
  };
  const sites = await startBoth(url, env);
  t.after(() => Promise.all(sites.map((site) => site.stop())));
  return { sites, env };
}

async function logIn(site: Site, name: string, password = `pw-${name}`): Promise<BrowserContext> {
  const visitor = await newVisitor();
  const page = await visitor.newPage();
  await page.goto(`${site.origin}/admin/`);
  await page.fill("[name=username]", name);
  await page.fill("[name=password]", password);
  await page.click("#login-form [type=submit]");
  await page.waitForURL(`${site.origin}/admin/`);
  return visitor;
}

async function at(visitor: BrowserContext, site: Site, path: string): Promise<Page> {
  const [page = await visitor.newPage()] = visitor.pages();
  const answer = await page.goto(`${site.origin}/admin/${path}`);
  assert.equal(answer?.status(), 200, `${path}: ${await page.innerText("body")}`);
  return unfolded(page);
}

/** Presses a button that saves, and is at the list then. */
async function save(page: Page, list: string): Promise<void> {
  await page.click("[name=_save]");
  await page
    .waitForURL((url) => url.pathname === `/admin/${list}`)
    .catch(async (error: unknown) => {
      throw new Error(`Not saved: ${await page.innerText("body")}`, { cause: error });
    });
}

/** Opens the object of a list that has these words. */
async function openObject(
  visitor: BrowserContext,
  site: Site,
  list: string,
  words: string,
): Promise<Page> {
  const page = await at(visitor, site, `${list}?q=${words}`);
  await page.click("#result_list tbody th a");
  await page.waitForURL(/\/change\//);
  return unfolded(page);
}

/** With every part of the form open. */
async function unfolded(page: Page): Promise<Page> {
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  return page;
}

async function historyOf(page: Page): Promise<readonly string[]> {
  const url = new URL(page.url());
  await page.goto(url.origin + url.pathname.replace(/change\/$/, "history/"));
  return page.locator("#change-history tbody tr td:last-child").allInnerTexts();
}

async function authors(
  admin: BrowserContext,
  here: Site,
  there: Site,
  name: string,
): Promise<void> {
  const list = "library/author/";
  const page = await at(admin, here, `${list}add/`);
  await page.fill("[name=first_name]", "Anna");
  await page.fill("[name=last_name]", name);
  await page.fill("[name=date_of_birth]", "1901-02-03");
  await save(page, list);

  const found = await openObject(admin, there, list, name);
  assert.equal(await found.inputValue("[name=date_of_birth]"), "1901-02-03");
  await found.fill("[name=first_name]", 'Berta "B"');
  await found.fill("[name=date_of_death]", "1990-12-31");
  await save(found, list);

  const messages = ["Added.", "Changed First name and Died."];
  for (const site of [here, there]) {
    assert.deepEqual(await historyOf(await openObject(admin, site, list, name)), messages);
  }
}

/** A book of the round's author, with a review and a copy, which the other admin changes and deletes. */
async function books(admin: BrowserContext, here: Site, there: Site, name: string): Promise<void> {
  const list = "library/book/";
  const authors = await at(admin, here, `library/author/?q=${name}`);
  const href = await authors.getAttribute("#result_list tbody th a", "href");
  const [, author = ""] = /(\d+)\/change/.exec(href ?? "") ?? [];
  const page = await at(admin, here, `${list}add/?author=${author}`);
  await page.fill("[name=title]", `Book of ${name}`);
  await page.fill("[name=slug]", `book-${name.toLowerCase()}`);
  await page.fill("[name=isbn]", `9799${name.replaceAll(/\D/g, "").padStart(9, "0")}`);
  await page.fill("[name=published]", "1950-05-06");
  await page.fill("[name=reviews-0-reviewer]", "Critic");
  await page.fill("[name=reviews-0-rating]", "4");
  await page.fill("[name=bookinstance_set-0-imprint]", "First");
  await save(page, list);

  const found = await openObject(admin, there, list, name);
  await found.fill("[name=reviews-0-rating]", "5");
  await found.check("[name=bookinstance_set-0-DELETE]");
  await save(found, list);

  const copy = `“Book of ${name} (First)”`;
  const messages = [
    `Added. Added book instance ${copy}. Added review “Critic: 4”.`,
    `Changed Rating for review “Critic: 5”. Deleted book instance ${copy}.`,
  ];
  for (const site of [here, there]) {
    const seen = await historyOf(await openObject(admin, site, list, name));
    assert.deepEqual(seen.map(sorted), messages.map(sorted));
  }

  if (name.endsWith("1")) return;
  const gone = await openObject(admin, there, list, name);
  await gone.goto(gone.url().replace(/change\/.*$/, "delete/"));
  await gone.click("#content [type=submit]");
  await gone.waitForURL((url) => url.pathname === `/admin/${list}`);
}

async function questions(
  admin: BrowserContext,
  here: Site,
  there: Site,
  name: string,
): Promise<void> {
  const list = "polls/question/";
  const page = await at(admin, here, `${list}add/`);
  await page.fill("[name=question_text]", `${name}?`);
  await page.fill("[name=pub_date_0]", "2026-01-02");
  await page.fill("[name=pub_date_1]", "03:04:05");
  await page.fill("[name=choice_set-0-choice_text]", "Yes");
  await page.fill("[name=choice_set-1-choice_text]", "No");
  await save(page, list);

  const found = await openObject(admin, there, list, name);
  assert.equal(await found.inputValue("[name=pub_date_1]"), "03:04:05");
  await found.fill("[name=choice_set-0-votes]", "7");
  await save(found, list);

  const messages = [
    "Added. Added choice “Yes”. Added choice “No”.",
    "Changed Votes for choice “Yes”.",
  ];
  for (const site of [here, there]) {
    assert.deepEqual(await historyOf(await openObject(admin, site, list, name)), messages);
  }
}

/** Sentences in any order: the classes name their inlines in different ones. */
function sorted(message: string): readonly string[] {
  return message.split(/(?<=\.) /).toSorted();
}

/** A user made by one admin logs in at the other, and may there what the one says. */
async function users(admin: BrowserContext, here: Site, there: Site, name: string): Promise<void> {
  const list = "auth/user/";
  const page = await at(admin, here, `${list}add/`);
  await page.fill("[name=username]", name);
  await page.fill("[name=password1]", `Q7-${name}-zebra`);
  await page.fill("[name=password2]", `Q7-${name}-zebra`);
  await page.click("[name=_save]");
  await page.waitForURL(/\/change\//);
  await page.check("[name=is_staff]");
  await page.selectOption("[name=groups]", { label: "Viewers" });
  await save(page, list);

  const viewer = await logIn(there, name, `Q7-${name}-zebra`);
  for (const site of [here, there]) {
    const seen = await at(viewer, site, "library/author/");
    assert.match(await seen.innerText("#content h1"), /Select author to view/);
    const refused = await seen.goto(`${site.origin}/admin/library/author/add/`);
    assert.equal(refused?.status(), 403);
  }
  await viewer.close();
}

async function json(site: Site, path: string): Promise<unknown> {
  const { rows }: { rows: unknown } = JSON.parse(await (await fetch(site.origin + path)).text());
  return rows;
}

async function sameLog(ours: Site, env: SharedEnvironment): Promise<void> {
  assert.deepEqual(await json(ours, "/_check/log/"), asked(env, "log"));
}

async function sameRows(ours: Site, env: SharedEnvironment, label: string): Promise<void> {
  const ourRows = await json(ours, `/_check/rows/${label}/`);
  assert.deepEqual(ourRows, asked(env, "rows", label), label);
}

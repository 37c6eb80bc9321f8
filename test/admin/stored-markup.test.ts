/** Texts that are markup elsewhere: stored in whatever the admin shows, and sent in whatever it reads. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { LogEntry } from "mkweb/admin/models";
import { Group, User } from "mkweb/auth/models";
import { ContentType } from "mkweb/contenttypes";
import type { Page } from "playwright-core";
import { newVisitor, noChromium } from "../support/browser.ts";
import { openLibrary, type LibrarySite } from "./library-site.ts";
import { longPayloads, shortPayloads } from "./payloads.ts";
import { Author, Book, BookInstance, Genre, Publisher, Review } from "./site/library/models.ts";
import { Choice, Question } from "./site/polls/models.ts";

/** What pages look like with a text that nobody could take for markup. */
const HARMLESS = "harmless";

let library: LibrarySite;
let browser: Page;
before(async () => {
  if (noChromium) return;
  library = await openLibrary(() => write(HARMLESS));
  browser = await (await newVisitor()).newPage();
});
after(() => library?.close());

/** Puts a text wherever one is shown. Keys and codes stay, so that addresses do. */
async function write(text: string): Promise<void> {
  await Author.objects.update({ firstName: text, lastName: text });
  await Genre.objects.filter({ id: 1 }).update({ name: text, slug: text });
  await Publisher.objects.update({ name: text });
  await Book.objects.filter({ id: 1 }).update({ title: text, slug: text, summary: text });
  await Book.objects.filter({ id: 1 }).update(outOfChoices({ language: text }));
  await BookInstance.objects.update({ imprint: text });
  await BookInstance.objects.update(outOfChoices({ status: text }));
  await Review.objects.update({ reviewer: text, text });
  await Question.objects.update({ questionText: text });
  await Choice.objects.update({ choiceText: text });
  await Group.objects.filter({ id: 3 }).update({ name: text });
  await User.objects
    .filter({ id: 6 })
    .update({ username: `z${text}`, firstName: text, email: text });
  await User.objects.filter({ username: "admin" }).update({ firstName: text });
  await writeLog(text);
}

/** Rows may hold what no form lets in. */
const outOfChoices = (values: object): object => values;

async function writeLog(text: string): Promise<void> {
  await LogEntry.objects.all().delete();
  const contentType = await ContentType.objects.get({ appLabel: "library", model: "author" });
  const admin = await User.objects.get({ username: "admin" });
  const changed = { name: text, object: text, fields: [text, text] };
  const messages = [text, JSON.stringify([{ changed }, { added: { name: text, object: text } }])];
  for (const [at, changeMessage] of messages.entries()) {
    const entry = { objectId: "1", objectRepr: text, actionFlag: at + 1, changeMessage };
    await LogEntry.objects.create({ user: admin, contentType, ...entry });
  }
}

type Data = Readonly<Record<string, string>>;
type Ask = readonly [path: string, data?: Data];

const copy = "b0000000-0000-0000-0000-000000000001";

/** Pages that show what is stored. */
const stored: readonly Ask[] = [
  ["/admin/"],
  ["/admin/library/author/"],
  ["/admin/library/author/1/change/"],
  ["/admin/library/author/1/history/"],
  ["/admin/library/author/1/delete/"],
  ["/admin/library/author/", { action: "delete_selected", _selected_action: "1" }],
  ["/admin/library/book/"],
  ["/admin/library/book/?_facets=True&_popup=1"],
  ["/admin/library/book/1/change/"],
  ["/admin/library/book/1/delete/"],
  ["/admin/library/book/", { action: "delete_selected", _selected_action: "1" }],
  ["/admin/library/bookinstance/"],
  [`/admin/library/bookinstance/${copy}/change/`],
  ["/admin/library/genre/?_popup=1"],
  ["/admin/library/genre/1/delete/"],
  ["/admin/library/publisher/"],
  ["/admin/library/review/"],
  ["/admin/library/review/1/change/"],
  ["/admin/polls/question/"],
  ["/admin/polls/question/1/change/"],
  ["/admin/auth/user/"],
  ["/admin/auth/user/6/change/"],
  ["/admin/auth/user/6/password/"],
  ["/admin/auth/group/"],
  ["/admin/auth/group/3/delete/"],
];

/** Requests that carry a text to pages that show it again. */
function sent(text: string): readonly Ask[] {
  const value = encodeURIComponent(text);
  const carried = ["q", "o", "p", "all", "_popup", "_changelist_filters", "next"]
    .map((name) => `${name}=${value}`)
    .join("&");
  const nested = `_changelist_filters=${encodeURIComponent(`q=${value}&${value}=${value}`)}`;
  const author = { first_name: text, last_name: "", date_of_birth: text, date_of_death: text };
  return [
    [`/admin/library/author/?q=${value}`],
    [`/admin/library/book/?${carried}`],
    [`/admin/library/book/?${nested}&published__year=1818&language__exact=${value}`],
    [`/admin/library/book/?_to_field=${value}`],
    [`/admin/library/book/?title=${value}`],
    [`/admin/library/author/add/?${carried}&first_name=${value}&last_name=${value}`],
    [`/admin/library/book/1/change/?${nested}&next=${value}`],
    [`/admin/library/author/1/delete/?${nested}&_popup=${value}`],
    ["/admin/library/author/add/", author],
    ["/admin/library/author/add/", { first_name: text, last_name: text, _popup: "1" }],
    [`/admin/login/?next=${value}`, { username: text, password: "x", next: text }],
    [`/admin/library/nope/${value}/`],
  ];
}

async function html(path: string, data?: Data): Promise<string> {
  const visitor = library.visitor(path.startsWith("/admin/login/") ? "anonymous" : "admin");
  const response = await (data === undefined ? visitor.get(path) : visitor.post(path, data));
  return `<!-- ${response.status} -->${response.text}`;
}

async function pages(asks: readonly Ask[]): Promise<readonly string[]> {
  const all: string[] = [];
  for (const [path, data] of asks) all.push(await html(path, data));
  return all;
}

/** The elements and the names of their attributes as Chromium reads them; addresses that are scripts with their values. */
const structuresOf = String.raw`(texts) => texts.map((text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const elements = Array.from(page.querySelectorAll("*"), (element) => {
    const names = element.getAttributeNames().map((name) => {
      const value = element.getAttribute(name);
      const isScript = /^(?:javascript|data|vbscript):/i.test(value.replace(/[\0-\x20]/g, ""));
      const leads = ["href", "src", "action", "formaction", "srcdoc"].includes(name);
      return leads && isScript ? name + "=" + value : name;
    });
    return "<" + [element.localName, ...names].join(" ") + ">";
  });
  return [text.slice(0, text.indexOf("-->")), ...elements].join("\n");
})`;

const structures = (texts: readonly string[]): Promise<readonly string[]> =>
  browser.evaluate<readonly string[]>(`(${structuresOf})(${JSON.stringify(texts)})`);

/** The first lines of two structures that differ. */
function difference(one: string, other: string): string {
  const lines = one.split("\n");
  const others = other.split("\n");
  const at = lines.findIndex((line, at) => line !== others[at]);
  return `${lines[at] ?? "(its end)"} instead of ${others[at] ?? "the end"}`;
}

describe("a text that is markup elsewhere", { skip: noChromium }, () => {
  it("stays a text on every page of what is stored", async () => {
    const harmless = await structures(await pages(stored));
    for (const one of harmless) assert.match(one, /^<!-- 200/);
    const faults: string[] = [];
    for (const payload of longPayloads) {
      await write(payload);
      const found = await structures(await pages(stored));
      for (const [at, [path]] of stored.entries()) {
        if (found[at] === harmless[at]) continue;
        faults.push(`${payload} at ${path}: ${difference(found[at] ?? "", harmless[at] ?? "")}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  it("is on each of these pages, so that none of them is compared for nothing", async () => {
    await write("shown-on-this-page");
    for (const [at, text] of (await pages(stored)).entries()) {
      assert.match(text, /shown-on-this-page/, stored[at]?.[0]);
    }
  });

  it("stays a text in every page that is sent one", async () => {
    await library.reset();
    const expected = await structures(await pages(sent("unknown")));
    const faults: string[] = [];
    for (const payload of shortPayloads) {
      await library.reset();
      const asks = sent(payload);
      const found = await structures(await pages(asks));
      for (const [at, [path]] of asks.entries()) {
        if (found[at] === expected[at]) continue;
        faults.push(`${path}: ${difference(found[at] ?? "", expected[at] ?? "")}`);
      }
    }
    assert.deepEqual(faults, []);
  });
});

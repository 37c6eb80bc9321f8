/** A site with books, their authors and genres, and the toolbar. */
import type { TestContext } from "node:test";
import { getConnection } from "../../src/connections/index.ts";
import { serve } from "../../src/server/index.ts";
import { makeSite } from "../server/site.ts";

const door = (room: string): string =>
  JSON.stringify(new URL(`../../src/${room}/index.ts`, import.meta.url).href);

const models = `
import { defineModel, fields } from ${door("db")};

export class Author extends defineModel(() => Author, {
  name: fields.char(100),
  password: fields.char(100),
  books: fields.reverse(() => Book, "author"),
}) {}
export class Genre extends defineModel(() => Genre, { name: fields.char(50) }) {}
export class Book extends defineModel(() => Book, {
  title: fields.char(200),
  author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
  genres: fields.manyToMany(() => Genre),
}) {}
`;

const views = `
import { Author, Book } from "./library/models.ts";
import { getCache } from ${door("cache")};
import { JsonResponse } from ${door("http")};

async function list(request) {
  const books = await Book.objects.orderBy("id");
  for (const book of books) await book.author;
  return render(request, "list.html", { books, password: "hush" + "-hush" });
}
const titles = () => Book.objects.orderBy("id").values("title");
async function twice() {
  await Author.objects.count();
  await Author.objects.count();
  return new JsonResponse({ done: true });
}
async function save(request) {
  const author = await Author.objects.create({ name: "New", password: "s3cret" + "-hash" });
  await Author.objects.filter({ password: "s3cret" + "-hash" }).update({ name: "Newer" });
  const cache = await getCache();
  await cache.get("nothing");
  await cache.set("something", 1);
  return new JsonResponse({ id: author.id });
}
async function many(request) {
  for (let n = 0; n < 500; n++) await Author.objects.filter({ id: n }).count();
  return render(request, "list.html", { books: [] });
}
`;

const urls = `
  path("", list), path("twice/", twice), path("save/", save), path("many/", many),
  path("titles/", async () => new JsonResponse({ titles: await titles() })),
  path("broken/", async () => { await Author.objects.count(); throw new Error("it broke"); }),
  path("stream/", () => new StreamingHttpResponse(["<html><body>", "</body></html>"])),
`;

const files = {
  "library/models.ts": models,
  "library/templates/list.html":
    "<!doctype html><html lang='en'><head><title>Books</title></head><body><h1>Books</h1><p>" +
    "Every book that there is, with what it is about. ".repeat(10) +
    "</p>" +
    '{% for book in books %}{% include "row.html" %}{% endfor %}</body></html>',
  "library/templates/row.html":
    "<p>{{ book.title }}{% for genre in book.genres.all %} {{ genre.name }}{% endfor %}</p>",
};

const tables = [
  "create table library_author (id integer primary key, name text, password text)",
  "create table library_genre (id integer primary key, name text)",
  "create table library_book (id integer primary key, title text, author_id integer)",
  "create table library_book_genres (id integer primary key, book_id integer, genre_id integer)",
  "insert into library_author values (1, 'Ada', 'x'), (2, 'Ben', 'y'), (3, 'Cid', 'z')",
  "insert into library_genre values (1, 'Prose')",
  "insert into library_book values (1, 'One', 1), (2, 'Two', 2), (3, 'Three', 3), (4, 'Four', 1)",
  "insert into library_book_genres values (1, 1, 1)",
];

export interface Library {
  readonly url: string;
  get(path: string, init?: RequestInit): Promise<Response>;
  /** What the toolbar says of a response's request. */
  report(response: Response): Promise<Report>;
}

/** The parts of a report that tests look at. */
export interface Report {
  readonly id: string;
  readonly queries: {
    readonly count: number;
    readonly similar: number;
    readonly duplicates: number;
    readonly repeats: readonly {
      readonly count: number;
      readonly distinct: number;
      readonly relations: readonly string[];
      readonly advice?: string;
      readonly places: readonly string[];
    }[];
    readonly list: readonly {
      readonly sql: string;
      readonly params: readonly string[];
      readonly places: readonly { readonly place: string; readonly source: string }[];
      readonly template?: string;
    }[];
  };
  readonly templates: {
    readonly list: readonly {
      readonly name: string;
      readonly count: number;
      readonly context: readonly (readonly [string, string])[];
    }[];
  };
  readonly cache: {
    readonly list: readonly { readonly method: string; readonly answer: string }[];
  };
  readonly request: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

/** The toolbar's site, served on a port of its own until the test ends. */
export async function makeLibrary(
  t: TestContext,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Library> {
  const application = await makeSite(t, {
    views,
    urls,
    files,
    settings: {
      DEBUG: true,
      ALLOWED_HOSTS: ["127.0.0.1"],
      INTERNAL_IPS: ["127.0.0.1"],
      INSTALLED_APPS: ["library", "mkweb/debug-toolbar"],
      MIDDLEWARE: ["mkweb/debug-toolbar/middleware", "mkweb/middleware/csp"],
      DATABASES: { default: { ENGINE: "sqlite", NAME: "db.sqlite3" } },
      ...settings,
    },
  });
  const connection = getConnection(application.settings);
  for (const each of tables) await connection.run(each);
  const serving = await serve(application, { port: 0, signal: t.signal, gracePeriodMs: 500 });
  t.after(() => serving.close());
  const url = serving.url.replace(/\/$/, "");
  return {
    url,
    get: (path, init) => fetch(url + path, init),
    async report(response) {
      const own = response.headers.get("debug-toolbar") ?? "";
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests say what they look at
      return (await (
        await fetch(own, { headers: { accept: "application/json" } })
      ).json()) as Report;
    },
  };
}

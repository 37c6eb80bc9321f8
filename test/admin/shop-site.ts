/** The shop's admin on a database of a test, and a visitor by the test client. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { User } from "mkweb/auth/models";
import { loadSettings, type Settings } from "mkweb/conf";
import { execute } from "mkweb/management";
import { Client, type ClientResponse } from "mkweb/test";

const root = new URL("shop/", import.meta.url);

/** Migrates an empty database and logs a superuser in. */
export async function openShop(): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-shop-"));
  process.env["DATABASE_URL"] ??= `sqlite:${join(folder, "db.sqlite3")}`;
  const argv = ["node", "manage", "migrate", "--verbosity", "0"];
  assert.equal(await execute(argv, { root, settings: "mysite/settings.ts" }), 0);
  const settings = await loadSettings("mysite/settings.ts", root);
  const client = new Client({ settings });
  await client.get("/admin/login/");
  const boss = await User.objects.createSuperuser("boss", "boss@example.com", "pw");
  await client.forceLogin(boss);
  return new Shop(settings, client, folder);
}

export class Shop {
  readonly settings: Settings;
  readonly client: Client;
  readonly #folder: string;

  constructor(settings: Settings, client: Client, folder: string) {
    this.settings = settings;
    this.client = client;
    this.#folder = folder;
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  /** The list of items that a query asks for. */
  async items(query = ""): Promise<ListPage> {
    return new ListPage(await this.client.get(`/admin/shop/item/${query}`));
  }
}

/** A list as a visitor reads it: tags are left out, an image is its alternative text. */
export class ListPage {
  readonly response: ClientResponse;
  readonly html: string;

  constructor(response: ClientResponse) {
    this.response = response;
    this.html = response.text;
  }

  /** What each row shows in a column. */
  column(name: string): readonly string[] {
    const cell = new RegExp(`<(t[dh]) class="field-${name}(?: [^"]*)?"[^>]*>(.*?)</\\1>`, "gs");
    return Array.from(this.html.matchAll(cell), ([, , inside = ""]) => textOf(inside));
  }

  get names(): readonly string[] {
    return this.column("name");
  }

  /** The lines of a filter, each with the query that it leads to. */
  filter(title: string): readonly (readonly [text: string, query: string])[] {
    const [, inside = ""] =
      new RegExp(`<details[^>]* data-filter-title="${title}".*?>(.*?)</details>`, "s").exec(
        this.html,
      ) ?? [];
    return linksIn(inside);
  }

  /** The links of a part of the page, by its class. */
  links(part: string): readonly (readonly [text: string, query: string])[] {
    const [, , inside = ""] =
      new RegExp(`<(\\w+)[^>]* class="${part}"[^>]*>(.*?)</\\1>`, "s").exec(this.html) ?? [];
    return linksIn(inside);
  }

  get text(): string {
    return textOf(this.html);
  }
}

function linksIn(html: string): readonly (readonly [string, string])[] {
  return Array.from(
    html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs),
    ([, href = "", text = ""]) => [textOf(text), unescape(href)],
  );
}

function textOf(html: string): string {
  const text = html.replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, "$1").replace(/<[^>]*>/g, "");
  return unescape(text).replace(/\s+/g, " ").trim();
}

function unescape(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
  };
  return html.replace(/&([a-z]+|#x27);/g, (whole, name: string) => entities[name] ?? whole);
}

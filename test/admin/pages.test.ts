/** The pages that every admin has, for visitors of every role. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";
import { LogEntry } from "../../src/admin/models.ts";
import { logChange, logDeletions } from "../../src/admin/log.ts";
import { HttpRequest } from "../../src/http/index.ts";
import { withSettings } from "../../src/conf/index.ts";
import { requestTo } from "../http/request-to.ts";
import { makeDeskSite, type DeskSite } from "./desk-site.ts";
import { Item, Shelf } from "./desk/models.ts";

const login = "/admin/login/";

/** A form's token, for browsers that show it. */
const tokenOf = (text: string): string =>
  /name="csrfmiddlewaretoken" value="(\w+)"/.exec(text)?.[1] ?? "";

/** Links of a page, as the path and the words. */
function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/<a href="([^"]+)"[^>]*>([^<]*)<\/a>/g)].map(
    ([, url, words]) => `${url} ${words}`,
  );
}

describe("the admin's door", () => {
  it("sends visitors and users who are not staff to log in, and back", async (t) => {
    const site = await makeDeskSite(t);
    for (const role of ["anonymous", "plain"] as const) {
      const client = await site.visitor(role);
      for (const page of [
        "/admin/",
        "/admin/desk/",
        "/admin/desk/shelf/?q=x",
        "/admin/nope/",
        "/admin/jsi18n/",
      ]) {
        const response = await client.get(page);
        assert.equal(response.status, 302, page);
        assert.equal(
          response.url,
          `${login}?next=${encodeURIComponent(page).replaceAll("%2F", "/")}`,
        );
      }
    }
  });

  it("asks a user who is not staff for another account, and says who they are", async (t) => {
    const site = await makeDeskSite(t);
    const { text } = await (await site.visitor("plain")).get(login);
    assert.match(
      text,
      /You are authenticated as plain, but are not authorized to access this page\./,
    );
  });

  it("lets in staff alone, and says the same of a wrong password", async (t) => {
    const site = await makeDeskSite(t);
    await site.user("plain");
    await site.user("newbie");
    const words =
      /Please enter the correct username and password for a staff account\. Note that both fields may be case-sensitive\./;
    for (const [username, password] of [
      ["plain", "pw-plain"],
      ["newbie", "wrong"],
      ["nobody", "x"],
    ]) {
      const client = await site.visitor("anonymous");
      const response = await client.post(login, { username, password });
      assert.equal(response.status, 200);
      assert.match(response.text, words);
    }
    const client = await site.visitor("anonymous");
    const response = await client.post(`${login}?next=/admin/desk/`, {
      username: "newbie",
      password: "pw-newbie",
    });
    assert.equal(response.url, "/admin/desk/");
  });

  it("leads nowhere else than to this site after a login", async (t) => {
    const site = await makeDeskSite(t);
    await site.user("newbie");
    for (const next of [
      "https://elsewhere.example/",
      "//elsewhere.example/",
      "javascript:alert(1)",
    ]) {
      const client = await site.visitor("anonymous");
      const response = await client.post(login, {
        username: "newbie",
        password: "pw-newbie",
        next,
      });
      assert.equal(response.status, 302);
      assert.doesNotMatch(response.url, /elsewhere|javascript/);
    }
  });

  it("leads who is in already to the index", async (t) => {
    const site = await makeDeskSite(t);
    assert.equal((await (await site.visitor("newbie")).get(login)).url, "/admin/");
  });

  it("logs out by POST alone, and shows who has been logged out nothing of the admin", async (t) => {
    const site = await makeDeskSite(t);
    const client = await site.visitor("viewer");
    assert.equal((await client.get("/admin/logout/")).status, 405);
    const { status, text } = await client.post("/admin/logout/");
    assert.equal(status, 200);
    assert.match(text, /<h1>Logged out<\/h1>/);
    assert.doesNotMatch(text, /Shelfs|logout-form/);
    assert.equal((await client.get("/admin/")).status, 302);
    assert.equal((await client.post("/admin/logout/")).url, "/admin/");
  });

  it("refuses forms without the token of their page", async (t) => {
    const site = await makeDeskSite(t);
    const { Client } = await import("../../src/test/index.ts");
    const client = new Client({ settings: site.settings, enforceCsrfChecks: true });
    await client.forceLogin(await site.user("superuser"));
    const forms = [
      "/admin/logout/",
      "/admin/password_change/",
      "/admin/desk/shelf/add/",
      "/admin/auth/user/1/password/",
    ];
    for (const page of forms) assert.equal((await client.post(page, {})).status, 403, page);
    const { text } = await client.get("/admin/password_change/");
    const response = await client.post("/admin/logout/", { csrfmiddlewaretoken: tokenOf(text) });
    assert.equal(response.status, 200);
  });
});

describe("the admin's index", () => {
  it("shows each role what it may do", async (t) => {
    const site = await makeDeskSite(t);
    const links = async (role: "editor" | "newbie" | "viewer") => {
      const { text } = await (await site.visitor(role)).get("/admin/");
      return linksIn(text).filter((each) => /^\/admin\/\w+\/\w/.test(each));
    };
    assert.deepEqual(await links("newbie"), []);
    assert.deepEqual(await links("viewer"), [
      "/admin/desk/item/ Items",
      "/admin/desk/item/ View",
      "/admin/desk/shelf/ Shelfs",
      "/admin/desk/shelf/ View",
    ]);
    assert.deepEqual(await links("editor"), [
      "/admin/desk/item/add/ Add",
      "/admin/desk/shelf/ Shelfs",
      "/admin/desk/shelf/ Change",
    ]);
    const { text } = await (await site.visitor("newbie")).get("/admin/");
    assert.match(text, /You don’t have permission to view or edit anything\./);
  });

  it("names apps in the order of their names, users and groups among them", async (t) => {
    const site = await makeDeskSite(t);
    const { text } = await (await site.visitor("superuser")).get("/admin/");
    const names = [...text.matchAll(/class="section"[^>]*>([^<]*)</g)].map(([, name]) => name);
    assert.deepEqual(names, ["Authentication and Authorization", "The desk"]);
    assert.match(text, /"\/admin\/auth\/user\/add\/"/);
  });

  it("has a page for each app, and none for those that a visitor may do nothing in", async (t) => {
    const site = await makeDeskSite(t);
    const viewer = await site.visitor("viewer");
    const { text } = await viewer.get("/admin/desk/");
    assert.match(text, /<h1>The desk administration<\/h1>/);
    assert.equal((await viewer.get("/admin/auth/")).status, 404);
    assert.equal((await viewer.get("/admin/nope/")).status, 404);
  });

  it("adds the slash that an address lacks, and says 404 of others", async (t) => {
    const site = await makeDeskSite(t);
    const viewer = await site.visitor("viewer");
    const response = await viewer.get("/admin/desk/shelf?q=x");
    assert.deepEqual([response.status, response.url], [301, "/admin/desk/shelf/?q=x"]);
    assert.equal((await viewer.get("/admin/desk/shelve")).status, 404);
  });

  it("leads from an object's old address to its page", async (t) => {
    const site = await makeDeskSite(t);
    const response = await (await site.visitor("viewer")).get("/admin/desk/shelf/5/");
    assert.equal(response.url, "/admin/desk/shelf/5/change/");
  });

  it("shows what the visitor did lately, with links to what is still there", async (t) => {
    const site = await makeDeskSite(t);
    const user = await site.user("superuser");
    const shelf = await Shelf.objects.create({ code: "a", name: "<b>Upper</b>" });
    const request = requestBy(site, user);
    await logChange(request, shelf, 1, [{ added: {} }]);
    await logDeletions(request, [shelf]);
    const { text } = await (await site.visitor("superuser")).get("/admin/");
    assert.match(
      text,
      /Added:<\/span>\s*<a href="\/admin\/desk\/shelf\/1\/change\/">&lt;b&gt;Upper/,
    );
    assert.match(text, /Deleted:<\/span>\s*&lt;b&gt;Upper/);
    const other = await (await site.visitor("newbie")).get("/admin/");
    assert.doesNotMatch(other.text, /Upper/);
  });

  it("is another one for another site, whose addresses are its own", async (t) => {
    const site = await makeDeskSite(t);
    const { text } = await (await site.visitor("superuser")).get("/back/");
    assert.match(text, /Back office/);
    assert.match(text, /"\/back\/auth\/group\/"/);
    assert.match(text, /action="\/back\/logout\/"/);
    assert.doesNotMatch(text, /(?:href|action)="\/admin\//);
  });
});

function requestBy({ settings }: DeskSite, user: object): HttpRequest {
  const request = requestTo("/", { settings });
  Object.defineProperty(request, "user", { value: user });
  return request;
}

describe("the admin's log", () => {
  it("keeps messages as Django writes them, and says them in its words", async (t) => {
    const site = await makeDeskSite(t);
    const request = requestBy(site, await site.user("superuser"));
    const shelf = await Shelf.objects.create({ code: "a", name: "Obere Hälfte" });
    const cases: readonly (readonly [unknown, string, string])[] = [
      [[{ added: {} }], '[{"added": {}}]', "Added."],
      [
        [{ changed: { fields: ["Name", "Code"] } }],
        '[{"changed": {"fields": ["Name", "Code"]}}]',
        "Changed Name and Code.",
      ],
      [
        [{ added: { name: "item", object: "Über" } }, { deleted: { name: "item", object: "x" } }],
        '[{"added": {"name": "item", "object": "\\u00dcber"}}, {"deleted": {"name": "item", "object": "x"}}]',
        "Added item “Über”. Deleted item “x”.",
      ],
      [
        [{ changed: { name: "item", object: "x", fields: ["a", "b", "c"] } }],
        '[{"changed": {"name": "item", "object": "x", "fields": ["a", "b", "c"]}}]',
        "Changed a, b and c for item “x”.",
      ],
      [[], "[]", "No fields changed."],
      ["by hand", "by hand", "by hand"],
      ["[not json", "[not json", "[not json"],
    ];
    for (const [given, stored, words] of cases) {
      const entry = await logChange(request, shelf, 2, given);
      const again = await LogEntry.objects.get({ id: entry.id });
      assert.equal(again.changeMessage, stored);
      assert.equal(again.getChangeMessage(), words);
      assert.equal(String(again), `Changed “Obere Hälfte” — ${words}`);
    }
  });

  it("keeps what an object was called, cut at 200 characters, and leads to its page", async (t) => {
    const site = await makeDeskSite(t);
    const request = requestBy(site, await site.user("superuser"));
    const shelf = await Shelf.objects.create({ code: "a", name: "A" });
    const item = await Item.objects.create({ title: "x".repeat(100), shelf });
    item.title = "x".repeat(300);
    const entry = await logChange(request, item, 1, [{ added: {} }]);
    assert.equal(entry.objectRepr, "x".repeat(200));
    await (await site.visitor("newbie")).get("/admin/");
    assert.equal(await entry.getAdminUrl(), `/admin/desk/item/${item.id}/change/`);
  });
});

describe("the admin's search for related objects", () => {
  const ask = { app_label: "desk", model_name: "item", field_name: "shelf" };

  async function withShelves(site: DeskSite, many: number): Promise<void> {
    await withSettings(site.settings, async () => {
      for (let number = 10; number < 10 + many; number += 1) {
        await Shelf.objects.create({ code: `c${number}`, name: `Shelf ${number}` });
      }
    });
  }

  it("answers twenty at a time, by the field that the relation leads to", async (t) => {
    const site = await makeDeskSite(t);
    await withShelves(site, 23);
    const client = await site.visitor("viewer");
    const first = await client.get("/admin/autocomplete/", { ...ask, term: "" });
    const { results, pagination } = JSON.parse(first.text);
    assert.equal(results.length, 20);
    assert.deepEqual(results[0], { id: "c10", text: "Shelf 10" });
    assert.deepEqual(pagination, { more: true });
    const second = await client.get("/admin/autocomplete/", { ...ask, page: "2" });
    assert.deepEqual(
      JSON.parse(second.text).results.map(({ id }: { id: string }) => id),
      ["c30", "c31", "c32"],
    );
    assert.equal((await client.get("/admin/autocomplete/", { ...ask, page: "3" })).status, 404);
    const found = await client.get("/admin/autocomplete/", { ...ask, term: "31" });
    assert.deepEqual(JSON.parse(found.text), {
      results: [{ id: "c31", text: "Shelf 31" }],
      pagination: { more: false },
    });
  });

  it("refuses who may not see them, fields that lead nowhere, and models that nothing is said of", async (t) => {
    const site = await makeDeskSite(t);
    const newbie = await site.visitor("newbie");
    assert.equal((await newbie.get("/admin/autocomplete/", ask)).status, 403);
    const viewer = await site.visitor("viewer");
    const wrong = [
      {},
      { ...ask, field_name: "title" },
      { ...ask, field_name: "nope" },
      { ...ask, model_name: "nope" },
      { app_label: "admin", model_name: "logentry", field_name: "content_type" },
    ];
    for (const query of wrong) {
      assert.equal(
        (await viewer.get("/admin/autocomplete/", query)).status,
        403,
        JSON.stringify(query),
      );
    }
    assert.equal((await viewer.post("/admin/autocomplete/", ask)).status, 405);
  });
});

describe("view on site", () => {
  it("leads to the object's own page", async (t) => {
    const site = await makeDeskSite(t);
    const { ContentType } = await import("../../src/contenttypes/index.ts");
    const client = await site.visitor("newbie");
    const shelf = await Shelf.objects.create({ code: "a", name: "A" });
    const { id } = await ContentType.objects.get({ model: "shelf" });
    const item = await ContentType.objects.get({ model: "item" });
    const response = await client.get(`/admin/r/${id}/${shelf.id}/`);
    assert.equal(response.url, `http://testserver/shelves/${shelf.id}/`);
    for (const path of [`${id}/999`, `${id}/x`, "999/1", "x/1", `${item.id}/1`]) {
      assert.equal((await client.get(`/admin/r/${path}/`)).status, 404, path);
    }
  });
});

describe("the admin's password page", () => {
  it("changes the visitor's own password and keeps them logged in", async (t) => {
    const site = await makeDeskSite(t);
    const client = await site.visitor("newbie");
    const page = "/admin/password_change/";
    const wrong = await client.post(page, {
      old_password: "x",
      new_password1: "a",
      new_password2: "b",
    });
    assert.match(wrong.text, /Please correct the errors below\./);
    const response = await client.post(page, {
      old_password: "pw-newbie",
      new_password1: "another-word-7",
      new_password2: "another-word-7",
    });
    assert.equal(response.url, "/admin/password_change/done/");
    assert.match((await client.get(response.url)).text, /Your password was changed\./);
  });

  it("has words and formats for scripts", async (t) => {
    const site = await makeDeskSite(t);
    const response = await (await site.visitor("newbie")).get("/admin/jsi18n/");
    assert.match(String(response.headers.get("content-type")), /^text\/javascript/);
    const page = createContext({});
    runInContext(response.text, page);
    assert.equal(runInContext('ngettext("one", "many", 2)', page), "many");
    assert.equal(runInContext('interpolate("%s of %s", [1, 2])', page), "1 of 2");
    assert.equal(runInContext('interpolate("%(a)s", { a: 3 }, true)', page), "3");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HttpRequest, JsonResponse } from "../../src/http/index.ts";
import { jsonPage, type JsonPageOptions } from "../../src/paginator/index.ts";
import { requestTo } from "../http/request-to.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { Entry } from "../views/site.ts";

const bodyOf = ({ text }: JsonResponse): unknown => JSON.parse(text);
const day = "2026-05-04";

for (const database of databases) {
  describe(`a page of JSON on ${database.vendor}`, { skip: database.skip }, () => {
    it("shows the named fields of a page's objects, and where the next page is", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      await Entry.objects.bulkCreate(
        ["one", "two", "three"].map((title) => ({ title, slug: title, pubDate: new Date(0), day })),
      );
      const ask = (url: string, shape = {}) =>
        jsonPage(requestTo(url, shape), Entry.objects.all(), {
          fields: ["title", "pubDate", "day"],
          perPage: 2,
        });
      const shown = (title: string) => ({ title, pubDate: "1970-01-01T00:00:00.000Z", day });
      assert.deepEqual(bodyOf(await ask("/entries/?a=%26&a=2")), {
        count: 3,
        next: "http://testserver/entries/?a=%26&a=2&page=2",
        previous: null,
        results: [shown("one"), shown("two")],
      });
      const second = {
        count: 3,
        next: null,
        previous: "https://testserver/entries/?page=1",
        results: [shown("three")],
      };
      assert.deepEqual(bodyOf(await ask("/entries/?page=2", { encrypted: true })), second);
      assert.deepEqual(bodyOf(await ask("/entries/?page=last", { encrypted: true })), second);
      for (const page of ["3", "0", "x", "__proto__"]) {
        const { status, text } = await ask(`/entries/?page=${page}`);
        assert.equal(status, 404, page);
        assert.match(text, /^\{"detail":"That page/);
      }
    });

    it("shows rows that are plain objects, and refuses to show objects whole", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      await Entry.objects.create({ title: "one", slug: "x", pubDate: new Date(0), day });
      const request: HttpRequest = requestTo("/");
      const plain = await jsonPage(request, Entry.objects.values("title", "slug"), { perPage: 5 });
      assert.deepEqual(bodyOf(plain), {
        count: 1,
        next: null,
        previous: null,
        results: [{ title: "one", slug: "x" }],
      });
      const titles = await jsonPage(request, Entry.objects.values("title", "slug"), {
        perPage: 5,
        fields: ["title"],
      });
      assert.match(titles.text, /"results":\[\{"title":"one"\}\]/);
      await assert.rejects(jsonPage(request, Entry.objects.all(), { perPage: 5 }), /toJson/);
      // @ts-expect-error -- misspelt
      const misspelt: JsonPageOptions<Entry> = { perPage: 5, fields: ["titel"] };
      await assert.rejects(
        jsonPage(request, Entry.objects.all(), misspelt),
        /'titel' is not a field/,
      );
      const method = { perPage: 5, fields: ["save"] as const };
      await assert.rejects(jsonPage(request, Entry.objects.all(), method), /'save' is a method/);
    });
  });
}

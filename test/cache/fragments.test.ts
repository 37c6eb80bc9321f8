/** `{% cache %}` in a site: its fragments are in the cache that CACHES describes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { closeCaches, getCache } from "../../src/cache/index.ts";
import { makeTemplateFragmentKey } from "../../src/templates/index.ts";
import { ask, makeSite } from "../server/site.ts";

const FILES = { BACKEND: "mkweb/cache/backends/file", LOCATION: "cached" };

describe("{% cache %} in a site", () => {
  for (const [alias, CACHES] of [
    ["default", { default: FILES }],
    ["template_fragments", { default: FILES, template_fragments: { ...FILES, KEY_PREFIX: "f" } }],
  ] as const) {
    it(`keeps fragments in the cache ${alias} until their key is deleted`, async (t) => {
      const site = await makeSite(t, {
        views:
          'let count = 0; const index = (request) => render(request, "index.html", { count: ++count });',
        urls: `path("", index)`,
        files: {
          "templates/index.html":
            "{% load cache %}{% cache 60 sidebar 'en' %}{{ count }}{% endcache %} of {{ count }}",
        },
        settings: { CACHES, TEMPLATES: [{ DIRS: ["templates"] }] },
      });
      t.after(() => closeCaches(site.settings));
      const page = async (): Promise<string> => (await ask(site, "/")).text();

      assert.equal(await page(), "1 of 1");
      assert.equal(await page(), "1 of 2");
      const cache = await getCache(alias, site.settings);
      assert.equal(await cache.delete(makeTemplateFragmentKey("sidebar", ["en"])), true);
      assert.equal(await page(), "3 of 3");
      assert.deepEqual(site.errors, []);
    });
  }
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Settings } from "../../src/conf/index.ts";
import { closeStorages, openStorages, storages } from "../../src/files/index.ts";
import { getApplication } from "../../src/server/index.ts";
import { ManifestStaticFilesStorage } from "../../src/staticfiles/backends/manifest.ts";
import { staticUrl } from "../../src/staticfiles/index.ts";
import { site } from "./site.ts";

const manifest = (OPTIONS = {}): Pick<Settings, "STORAGES"> => ({
  STORAGES: {
    default: { BACKEND: "mkweb/files/backends/filesystem" },
    staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest", OPTIONS },
  },
});

const collected = {
  "collected/staticfiles.json":
    '{"paths": {"a.css": "a.0123456789ab.css", "font.eot": "font.ba9876543210.eot"}, "version": "1.1", "hash": "x"}',
  "collected/b.css": "b {}",
};

async function project(t: TestContext, settings: Partial<Settings>): Promise<Settings> {
  const made = await site(t, { STATIC_ROOT: "collected", ...settings }, collected);
  await openStorages(made.settings);
  t.after(closeStorages);
  return made.settings;
}

describe("staticUrl", () => {
  it("escapes what Django escapes, and nothing else", async (t) => {
    await project(t, { STATIC_URL: "/static/" });
    assert.equal(staticUrl("special?chars&quoted.html"), "/static/special%3Fchars%26quoted.html");
    assert.equal(staticUrl("a b/é#%.css"), "/static/a%20b/%C3%A9%23%25.css");
    assert.equal(staticUrl("it's/(a)~!*.js"), "/static/it's/(a)~!*.js");
    assert.equal(staticUrl("a\\b.css"), "/static/a/b.css");
    assert.equal(staticUrl("/a.css"), "/static/a.css");
  });

  it("gives STATIC_URL the slashes it lacks", async (t) => {
    await project(t, { STATIC_URL: "s" });
    assert.equal(staticUrl("a.css"), "/s/a.css");
    await project(t, { STATIC_URL: "https://cdn.example/s" });
    assert.equal(staticUrl("a.css"), "https://cdn.example/s/a.css");
  });
});

describe("addresses by the manifest", () => {
  it("have the hash without DEBUG, and keep queries and fragments", async (t) => {
    await project(t, { DEBUG: false, ...manifest() });
    assert.equal(staticUrl("a.css"), "/static/a.0123456789ab.css");
    assert.equal(staticUrl("font.eot?#iefix"), "/static/font.ba9876543210.eot?#iefix");
    assert.equal(staticUrl("a.css#top"), "/static/a.0123456789ab.css#top");
    assert.equal(staticUrl("folder/"), "/static/folder/");
  });

  it("have none with DEBUG", async (t) => {
    await project(t, { DEBUG: true, ...manifest() });
    assert.equal(staticUrl("a.css"), "/static/a.css");
    assert.equal(staticUrl("nope.css"), "/static/nope.css");
  });

  it("are an error for a file that was not collected, unless the manifest is not strict", async (t) => {
    await project(t, { DEBUG: false, ...manifest() });
    assert.throws(() => staticUrl("b.css"), {
      message: "Missing staticfiles manifest entry for 'b.css'",
    });
    await project(t, { DEBUG: false, ...manifest({ manifestStrict: false }) });
    assert.equal(staticUrl("b.css"), "/static/b.6cc28514f123.css");
    assert.throws(() => staticUrl("c.css"), {
      message: "The file 'c.css' could not be found with <ManifestStaticFilesStorage>.",
    });
  });

  it("refuse a manifest of another version", async (t) => {
    const { BASE_DIR } = await project(t, { DEBUG: false, ...manifest() });
    await writeFile(new URL("collected/staticfiles.json", BASE_DIR), '{"version": "2"}');
    assert.throws(() => staticUrl("a.css"), {
      message: "Couldn't load manifest 'staticfiles.json' (version 1.1)",
    });
  });

  it("are what {% static %} writes, and {% get_static_prefix %} stays the prefix", async (t) => {
    const settings = await project(t, { DEBUG: false, ...manifest() });
    const { engine } = await getApplication(settings);
    const render = (source: string) => engine.fromString(source).render({});
    assert.equal(
      await render("{% load static %}{% static 'a.css' %} {% get_static_prefix %}"),
      "/static/a.0123456789ab.css /static/",
    );
    await assert.rejects(
      async () => render("{% load static %}{% static 'b.css' %}"),
      /Missing staticfiles manifest entry for 'b\.css'/,
    );
  });

  it("come from a storage that refuses options it does not know", async (t) => {
    const { settings } = await site(t, manifest({ manifestStirct: false }));
    await assert.rejects(openStorages(settings), /no option 'manifestStirct'/);
  });

  it("are those of a class of one's own, too", async (t) => {
    class Modules extends ManifestStaticFilesStorage {
      override get manifestName(): string {
        return "names.json";
      }
    }
    const settings = await project(t, { DEBUG: false });
    await writeFile(
      join(new Modules({}, settings).location, "names.json"),
      '{"paths": {"x.js": "x.1.js"}, "version": "1.0"}',
    );
    assert.equal(new Modules({}, settings).url("x.js"), "/static/x.1.js");
  });
});

describe("STORAGES without static files", () => {
  it("is told where an address is asked for", async (t) => {
    await project(t, { STORAGES: { default: { BACKEND: "mkweb/files/backends/filesystem" } } });
    assert.throws(() => staticUrl("a.css"), /Could not find config for 'staticfiles'/);
    assert.throws(() => storages.get("staticfiles"), { code: "MKWEB_IMPROPERLY_CONFIGURED" });
  });
});

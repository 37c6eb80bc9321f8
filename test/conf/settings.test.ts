import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { ImproperlyConfigured, loadApps, loadSettings } from "../../src/conf/index.ts";

/** A folder with these files, gone after the test. */
async function folderWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb conf #"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return pathToFileURL(`${folder}/`);
}

const manage = { "manage.js": "" };

describe("loadSettings", () => {
  it("reads the default export and fills in Django's defaults", async (t) => {
    const base = await folderWith(t, {
      ...manage,
      "site/settings.ts": "export default { SECRET_KEY: 'k', DEBUG: true, helper: 1 };",
    });

    const settings = await loadSettings("site/settings.ts", base);

    assert.equal(settings.DEBUG, true);
    assert.equal(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, 2621440);
    assert.equal(settings.X_FRAME_OPTIONS, "DENY");
    assert.equal(settings.BASE_DIR.href, base.href);
    assert.equal(settings.SETTINGS_MODULE, "site/settings.ts");
    assert.ok(Object.isFrozen(settings));
    assert.equal("helper" in settings, false);
  });

  it("reads named exports", async (t) => {
    const base = await folderWith(t, {
      "settings.ts":
        "export const SECRET_KEY = 'k'; export const MINE = 3; export const other = 1;",
    });

    const settings = await loadSettings("settings.ts", base);

    assert.equal(settings["MINE"], 3);
    assert.equal("other" in settings, false);
  });

  it("takes BASE_DIR as a path without a trailing slash", async (t) => {
    const base = await folderWith(t, {
      "settings.ts": "export default { SECRET_KEY: 'k', BASE_DIR: '/srv/site' };",
    });

    assert.equal((await loadSettings("settings.ts", base)).BASE_DIR.href, "file:///srv/site/");
  });

  it("says which settings file is missing and how to name one", async (t) => {
    const base = await folderWith(t, manage);

    await assert.rejects(loadSettings("site/settings.ts", base), {
      code: "MKWEB_SETTINGS_MISSING",
      message: /^No module named 'site\/settings\.ts' in .+conf #/,
      hint: /--settings or MKWEB_SETTINGS_MODULE/,
    });
  });

  it("shows the true cause of an import error", async (t) => {
    const base = await folderWith(t, {
      "settings.ts": "import 'foo42bar'; export const DEBUG = 1;",
    });

    await assert.rejects(loadSettings("settings.ts", base), /foo42bar/);
  });

  it("lets the settings' own error through", async (t) => {
    const base = await folderWith(t, {
      "settings.ts": "throw new TypeError('boom of the settings');",
    });

    await assert.rejects(loadSettings("settings.ts", base), {
      name: "TypeError",
      message: "boom of the settings",
    });
  });

  it("names a setting of the wrong kind and shows the right one", async (t) => {
    const base = await folderWith(t, {
      "settings.ts": "export default { SECRET_KEY: 'k', ALLOWED_HOSTS: 'example.com' };",
    });

    await assert.rejects(loadSettings("settings.ts", base), {
      name: "ImproperlyConfigured",
      code: "MKWEB_IMPROPERLY_CONFIGURED",
      message: "The ALLOWED_HOSTS setting must be an array; it is a string.",
      hint: 'Write ALLOWED_HOSTS: ["example.com"].',
    });
  });

  it("refuses an empty SECRET_KEY and an unknown TIME_ZONE", async (t) => {
    const base = await folderWith(t, {
      "empty.ts": "export default { DEBUG: true };",
      "zone.ts": "export default { SECRET_KEY: 'k', TIME_ZONE: 'Mars/Olympus' };",
      "nothing.ts": "export const x = 1;",
    });

    await assert.rejects(loadSettings("empty.ts", base), {
      message: "The SECRET_KEY setting must not be empty.",
    });
    await assert.rejects(loadSettings("zone.ts", base), {
      message: "Incorrect timezone setting: Mars/Olympus",
    });
    await assert.rejects(loadSettings("nothing.ts", base), /exports no settings\.$/);
  });
});

describe("env in a settings file", () => {
  it("reads .env beside manage.js; the real environment wins", async (t) => {
    process.env["MKWEB_TEST_REAL"] = "real";
    t.after(() => {
      for (const name of ["REAL", "FILE", "LIST", "NUMBER", "FLAG"]) {
        delete process.env[`MKWEB_TEST_${name}`];
      }
    });
    const base = await folderWith(t, {
      ...manage,
      ".env":
        "# a comment\nMKWEB_TEST_REAL=file\nMKWEB_TEST_FILE='quoted # value'\nMKWEB_TEST_LIST=a.example, b.example,\nMKWEB_TEST_NUMBER=12\nMKWEB_TEST_FLAG=Yes\n",
      "site/settings.ts": `
        import { env } from ${JSON.stringify(new URL("../../src/conf/index.ts", import.meta.url).href)};
        export default {
          SECRET_KEY: env("MKWEB_TEST_FILE"),
          REAL: env("MKWEB_TEST_REAL"),
          LIST: env.list("MKWEB_TEST_LIST"),
          NUMBER: env.integer("MKWEB_TEST_NUMBER"),
          FLAG: env.boolean("MKWEB_TEST_FLAG"),
          ABSENT: [env("MKWEB_TEST_ABSENT", "x"), env.boolean("MKWEB_TEST_ABSENT", false),
                   env.integer("MKWEB_TEST_ABSENT", 5), env.list("MKWEB_TEST_ABSENT", [])],
        };`,
    });

    const settings = await loadSettings("site/settings.ts", base);

    assert.equal(settings.SECRET_KEY, "quoted # value");
    assert.equal(settings["REAL"], "real");
    assert.deepEqual(settings["LIST"], ["a.example", "b.example"]);
    assert.equal(settings["NUMBER"], 12);
    assert.equal(settings["FLAG"], true);
    assert.deepEqual(settings["ABSENT"], ["x", false, 5, []]);
  });

  it("names a variable that is missing or cannot be read", async (t) => {
    process.env["MKWEB_TEST_WORD"] = "maybe";
    t.after(() => delete process.env["MKWEB_TEST_WORD"]);
    const { env } = await import("../../src/conf/index.ts");

    assert.throws(() => env("MKWEB_TEST_ABSENT"), ImproperlyConfigured);
    assert.throws(() => env("MKWEB_TEST_ABSENT"), {
      message: "The environment variable MKWEB_TEST_ABSENT is not set.",
      hint: /MKWEB_TEST_ABSENT=\.\.\. to \.env beside manage\.js/,
    });
    assert.throws(() => env.boolean("MKWEB_TEST_WORD"), /is not a boolean: "maybe"/);
    assert.throws(() => env.integer("MKWEB_TEST_WORD"), /is not an integer: "maybe"/);
  });
});

describe("loadApps", () => {
  it("reads app.ts, and makes do without one", async (t) => {
    const base = await folderWith(t, {
      "polls/app.ts": "export default { name: 'polls', label: 'vote', verboseName: 'Votes' };",
      "apps/my_blog/views.ts": "",
    });

    const apps = await loadApps({ INSTALLED_APPS: ["polls", "apps/my_blog"], BASE_DIR: base });

    assert.deepEqual(
      apps.map(({ name, label, verboseName, root }) => [name, label, verboseName, root.href]),
      [
        ["polls", "vote", "Votes", new URL("polls/", base).href],
        ["apps/my_blog", "my_blog", "My_Blog", new URL("apps/my_blog/", base).href],
      ],
    );
  });

  it("finds an app in an installed package", async (t) => {
    const base = await folderWith(t, {
      "node_modules/shop/package.json": '{ "name": "shop", "type": "module", "main": "index.js" }',
      "node_modules/shop/index.js": "",
      "node_modules/shop/app.js": "export default { name: 'shop', verboseName: 'A shop' };",
    });

    const [shop] = await loadApps({ INSTALLED_APPS: ["shop"], BASE_DIR: base });

    assert.equal(shop?.verboseName, "A shop");
    assert.match(String(shop?.root), /node_modules\/shop\/$/);
  });

  it("names the entry of INSTALLED_APPS that is not there", async (t) => {
    const base = await folderWith(t, manage);

    await assert.rejects(loadApps({ INSTALLED_APPS: ["admin_scriptz"], BASE_DIR: base }), {
      code: "MKWEB_IMPROPERLY_CONFIGURED",
      message: "INSTALLED_APPS: no module named 'admin_scriptz'.",
    });
  });

  it("reports what a broken app throws", async (t) => {
    const base = await folderWith(t, { "broken/app.ts": "throw new RangeError('broken 133');" });

    await assert.rejects(loadApps({ INSTALLED_APPS: ["broken"], BASE_DIR: base }), {
      name: "RangeError",
      message: "broken 133",
    });
  });

  it("refuses two apps with one label", async (t) => {
    const base = await folderWith(t, { "a/polls/views.ts": "", "b/polls/views.ts": "" });

    await assert.rejects(
      loadApps({ INSTALLED_APPS: ["a/polls", "b/polls"], BASE_DIR: base }),
      /Application labels aren't unique, duplicates: polls \('a\/polls' and 'b\/polls'\)/,
    );
  });
});

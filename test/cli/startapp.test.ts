/** The numbers are those of Django's command line cases; docs/coming-from/django-differences.md explains them. */
import assert from "node:assert/strict";
import { chmod, mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { commands } from "../../src/cli/index.ts";
import { runCommandLine } from "../../src/command/index.ts";
import { closedToOthers } from "../support/others.ts";
import { emptyPlace, withoutRootsPowers, type Place } from "./support.ts";

/** A project called `site` in the place itself. */
async function projectPlace(t: TestContext): Promise<Place> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  return place;
}

function appFiles(name: string, folder = name): readonly string[] {
  return [
    "admin.ts",
    "app.ts",
    "migrations/.gitkeep",
    "models.ts",
    `static/${name}/style.css`,
    `templates/${name}/index.html`,
    "tests.ts",
    "urls.ts",
    "views.ts",
  ].map((file) => `${folder}/${file}`);
}

/** What a run added to the project's files, records of runs apart. */
async function added(place: Place, act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await place.files();
  await act();
  const known = new Set(before);
  return (await place.files()).filter((file) => !known.has(file) && !file.startsWith(".mkweb/"));
}

/** Everything in the project, to show that nothing changed. */
async function contents(place: Place): Promise<Readonly<Record<string, string>>> {
  const files = (await place.files()).filter((file) => !file.endsWith(".tgz"));
  const texts = await Promise.all(files.map((file) => place.read(file)));
  return Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ""]));
}

describe("startapp", () => {
  it("writes the app and prints nothing to stdout", async (t) => {
    const place = await projectPlace(t);
    const files = await added(place, async () => {
      const { status, stdout, stderr } = await place.mkweb(["startapp", "webapp"]);
      assert.equal(status, 0);
      assert.equal(stdout, "");
      assert.equal(
        stderr,
        "Created the app webapp.\nAdded 'webapp' to INSTALLED_APPS in site/settings.ts.\n" +
          "Mounted 'webapp/' in site/urls.ts, and / leads there.\n" +
          "Not tried out: mkweb is not installed in the project yet.\nNext:\n\n" +
          "    node manage migrate\n    node manage runserver    # http://127.0.0.1:8000/webapp/\n",
      );
    });
    assert.deepEqual(files, appFiles("webapp"));
  });

  it("names the app in its app.ts", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "new_app"]);
    assert.match(await place.read("new_app/app.ts"), /name: "new_app",\n  label: "new_app",/);
  });

  it("works with settings that are a folder's index", async (t) => {
    const place = await projectPlace(t);
    await place.write("site/settings/base.ts", await place.read("site/settings.ts"));
    const env = { MKWEB_SETTINGS_MODULE: "site/settings/base.ts" };
    const { status } = await place.mkweb(["startapp", "settings_test"], { env });
    assert.equal(status, 0);
    assert.match(await place.read("site/settings/base.ts"), /^    "settings_test",$/m);
    assert.doesNotMatch(await place.read("site/settings.ts"), /settings_test/);
    assert.match(await place.read("site/urls.ts"), /path\("settings_test\/"/);
  });

  it("takes any identifier as a name", async (t) => {
    const place = await projectPlace(t);
    assert.equal((await place.mkweb(["startapp", "こんにちは"])).status, 0);
    assert.match(await place.read("site/urls.ts"), /path\("こんにちは\/", include\(こんにちは\)\)/);
  });

  it("takes a directory with a slash at its end", async (t) => {
    const place = await projectPlace(t);
    await mkdir(join(place.path, "apps/app1"), { recursive: true });
    const files = await added(place, () => place.mkweb(["startapp", "app1", "apps/app1/"]));
    assert.deepEqual(files, appFiles("app1", "apps/app1"));
  });

  for (const directory of ["my_app", "apps/my_app"]) {
    it(`makes a missing directory: ${directory}`, async (t) => {
      const place = await projectPlace(t);
      const files = await added(place, () => place.mkweb(["startapp", "my_app", directory]));
      assert.deepEqual(files, appFiles("my_app", directory));
    });
  }

  it("writes an app into another", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "parent"]);
    const files = await added(place, () => place.mkweb(["startapp", "child", "parent/child"]));
    assert.deepEqual(files, appFiles("child", "parent/child"));
  });

  it("leads / to the first app, and leaves it there when there are more", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "blog"]);
    const { stderr } = await place.mkweb(["startapp", "shop"]);
    assert.match(stderr, /^Mounted 'shop\/' in site\/urls\.ts\.$/m);
    const urls = await place.read("site/urls.ts");
    assert.match(urls, /^  path\("", RedirectView\.asView\(\{ url: "blog\/" \}\)\),$/m);
    assert.match(urls, /^import \{ RedirectView \} from "mkweb\/views";$/m);
    assert.equal(urls.match(/RedirectView\.asView/g)?.length, 1);
  });

  it("writes as the settings do, also where it leaves them alone", async (t) => {
    const place = await projectPlace(t);
    const settings = await place.read("site/settings.ts");
    await place.write("site/settings.ts", settings.replaceAll('"', "'").replaceAll(";\n", "\n"));
    await place.mkweb(["startapp", "blog", "--no-settings", "--no-mount"]);
    assert.match(await place.read("blog/app.ts"), /^import \{ defineApp \} from 'mkweb\/conf'$/m);
  });

  it("names a nested app by its real path", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "blog", "apps/blog"]);
    assert.match(await place.read("apps/blog/app.ts"), /name: "apps\/blog",\n  label: "blog",/);
    assert.match(await place.read("site/settings.ts"), /^    "apps\/blog",$/m);
    assert.match(
      await place.read("site/urls.ts"),
      /import \* as blog from "\.\.\/apps\/blog\/urls\.ts";/,
    );
    assert.match(await place.read("site/urls.ts"), /^  path\("blog\/", include\(blog\)\),$/m);
  });

  it("adds the app to INSTALLED_APPS", async (t) => {
    const place = await projectPlace(t);
    await place.mkweb(["startapp", "blog"]);
    assert.match(await place.read("site/settings.ts"), /^    "mkweb\/staticfiles",\n    "blog",$/m);
  });

  it("writes into the project's folder, wherever in the project it is called", async (t) => {
    const place = await projectPlace(t);
    await mkdir(join(place.path, "site/deep/er"), { recursive: true });
    const files = await added(place, async () => {
      const { status, stderr } = await place.mkweb(["startapp", "blog"], { cwd: "site/deep/er" });
      assert.equal(status, 0);
      assert.match(stderr, /^    cd \.\.\/\.\.\/\.\.$/m);
    });
    assert.deepEqual(files, appFiles("blog"));
    const nested = await added(place, () =>
      place.mkweb(["startapp", "pages", "pages"], { cwd: "site/deep" }),
    );
    assert.deepEqual(nested, appFiles("pages", "site/deep/pages"));
  });

  it("works in the project whose manage.js runs it, called from elsewhere", async (t) => {
    const place = await projectPlace(t);
    const sink = { write: () => true };
    const files = await added(place, async () => {
      const status = await runCommandLine({
        argv: ["startapp", "blog"],
        program: "node manage",
        version: "0.0.0",
        commands: () => ({ groups: [{ name: "mkweb", commands }] }),
        project: () => ({
          root: new URL(`file://${place.path}/`),
          settingsModule: "site/settings.ts",
        }),
        terminal: { stdout: sink, stderr: sink, cwd: "/", env: {}, interactive: false },
      });
      assert.equal(status, 0);
    });
    assert.deepEqual(files, appFiles("blog"));
  });

  it("works without settings when told to leave them alone", async (t) => {
    const place = await projectPlace(t);
    await rm(join(place.path, "site/settings.ts"));
    const refused = await place.mkweb(["startapp", "blog"]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /Cannot read .*site\/settings\.ts/);
    const { status } = await place.mkweb(["startapp", "blog", "--no-settings"]);
    assert.equal(status, 0);
    assert.match(await place.read("site/urls.ts"), /include\(blog\)/);
  });

  it("--no-mount leaves urls.ts alone", async (t) => {
    const place = await projectPlace(t);
    const before = await place.read("site/urls.ts");
    const files = await added(place, () => place.mkweb(["startapp", "blog", "--no-mount"]));
    assert.equal(await place.read("site/urls.ts"), before);
    assert.deepEqual(
      files,
      appFiles("blog").filter((file) => !file.endsWith("tests.ts")),
    );
  });

  it("--dry-run shows the whole change and makes none of it", async (t) => {
    const place = await projectPlace(t);
    const before = await contents(place);
    const { status, stdout } = await place.mkweb(["startapp", "blog", "--dry-run"]);
    assert.equal(status, 0);
    assert.match(stdout, /^\+\+\+ b\/blog\/views\.ts$/m);
    assert.match(stdout, /^\+    "blog",$/m);
    assert.match(stdout, /^\+  path\("blog\/", include\(blog\)\),$/m);
    assert.deepEqual(await contents(place), before);
  });

  it("--json tells a program what was written", async (t) => {
    const place = await projectPlace(t);
    const { stdout } = await place.mkweb(["startapp", "blog", "apps/blog", "--json"]);
    const value: { entries: { path: string; kind: string }[]; [key: string]: unknown } =
      JSON.parse(stdout);
    assert.equal(value["app"], "apps/blog");
    const edited = value.entries.filter(({ kind }) => kind === "edited").map(({ path }) => path);
    assert.deepEqual(edited.sort(), ["site/settings.ts", "site/urls.ts"]);
  });

  it("keeps the project's files in every other character", async (t) => {
    const place = await projectPlace(t);
    const settings =
      "\uFEFF// INSTALLED_APPS: ['blog']\r\nexport const INSTALLED_APPS = [\r\n\t'mkweb/staticfiles', // first\r\n];\r\n";
    await place.write("site/settings.ts", settings);
    assert.equal((await place.mkweb(["startapp", "blog"])).status, 0);
    const expected = settings.replace("// first\r\n", "// first\r\n\t'blog',\r\n");
    assert.equal(await place.read("site/settings.ts"), expected);
  });
});

describe("startapp refuses", () => {
  const refused = async (
    t: TestContext,
    argv: readonly string[],
    message: RegExp,
    prepare?: (place: Place) => Promise<unknown>,
    status = 1,
  ) => {
    const place = await projectPlace(t);
    await prepare?.(place);
    const before = await contents(place);
    const run = await place.mkweb(["startapp", ...argv]);
    assert.equal(run.status, status, run.stderr);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, message);
    assert.deepEqual(await contents(place), before);
  };

  it("a missing name", async (t) => {
    await refused(t, [], /error: You must provide an application name\.\n$/, undefined, 2);
  });

  for (const name of ["7x", "../x", "my-app", "", "class", "con"]) {
    it(`what is no identifier: ${JSON.stringify(name)}`, async (t) => {
      await refused(
        t,
        [name],
        /^error: '.*' is not a valid app name\. (Please make sure the name is a valid identifier|It is )/,
      );
    });
  }

  for (const name of ["os", "mkweb", "typescript", "node_modules"]) {
    it(`the name of something that can be imported: ${name}`, async (t) => {
      await refused(t, [name], /cannot be used as an app name\. Please try another name\./);
    });
  }

  it("the name of the project's own folder", async (t) => {
    await refused(
      t,
      ["site"],
      /'site' conflicts with the name of an existing module and cannot be used as an app name/,
    );
  });

  it("the same app twice, leaving the first alone", async (t) => {
    const message =
      /An app named 'blog' already exists: the folder blog\/\. Nothing was written\. \[MKWEB_NAME_TAKEN\]\n\nhint: Continue with that one: its page is in blog\/views\.ts/;
    await refused(t, ["blog"], message, (place) => place.mkweb(["startapp", "blog"]));
  });

  for (const directory of ["invalid.dir_name", "7invalid_dir_name", ".invalid_dir_name"]) {
    it(`a directory that is no identifier: ${directory}`, async (t) => {
      await refused(
        t,
        ["app", directory],
        /is not a valid app directory\. Please make sure the directory is a valid identifier\./,
      );
    });
  }

  it("a directory named like something that can be imported", async (t) => {
    await refused(
      t,
      ["app", "os"],
      /cannot be used as an app directory\. Please try another directory\./,
    );
  });

  for (const directory of ["../outside", "/outside", "node_modules/app"]) {
    it(`a directory that is not the project's: ${directory}`, async (t) => {
      await refused(
        t,
        ["app", directory],
        /is not a valid app directory\. It (is outside|belongs)/,
      );
    });
  }

  it("a directory that holds another app", async (t) => {
    await refused(
      t,
      ["app2", "apps/app1"],
      /apps\/app1\/app\.ts already exists\.\n[^]*Overlaying an app into an existing directory won't replace conflicting files\./,
      (place) => place.mkweb(["startapp", "app1", "apps/app1"]),
    );
  });

  it(
    "a directory under a parent that cannot be written to",
    { skip: closedToOthers() },
    async (t) => {
      const place = await projectPlace(t);
      await mkdir(join(place.path, "locked"), { mode: 0o555 });
      await chmod(join(place.path, "locked"), 0o555);
      for (const file of ["site/settings.ts", "site/urls.ts"]) {
        await chmod(join(place.path, file), 0o666);
      }
      const before = await contents(place);
      const { status, stdout, stderr } = await withoutRootsPowers(() =>
        place.mkweb(["startapp", "blog", "locked/blog"]),
      );
      assert.equal(status, 1);
      assert.equal(stdout, "");
      assert.match(stderr, /Permission denied/);
      assert.deepEqual(await contents(place), before);
    },
  );

  it("a computed INSTALLED_APPS, with the line to paste and the option that leaves it alone", async (t) => {
    await refused(
      t,
      ["blog"],
      /\[MKWEB_SETTINGS_NOT_EDITABLE\]\n\nhint: Add this line to INSTALLED_APPS yourself: 'blog',\n      Then run the command again with --no-settings\./,
      (place) => place.write("site/settings.ts", "export const INSTALLED_APPS = apps();\n"),
    );
  });

  it("a computed urlpatterns likewise", async (t) => {
    await refused(
      t,
      ["blog"],
      /\[MKWEB_URLS_NOT_EDITABLE\][^]*Then run the command again with --no-mount\./,
      (place) => place.write("site/urls.ts", "export const urlpatterns = make();\n"),
    );
  });

  it("to work outside a project", async (t) => {
    const place = await emptyPlace(t);
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 1);
    assert.match(stderr, /There is no manage\.js in .* \[MKWEB_NO_PROJECT\]/);
    assert.deepEqual(await place.files(), []);
  });
});

describe("startapp reads the project's files without running them", () => {
  const settingsWith = (lines: string): string =>
    `import { defineSettings } from "mkweb/conf";\n${lines}\n`;
  const emptyList = "export const urlpatterns = [];\n";

  it("takes no commented-out ROOT_URLCONF for the real one", async (t) => {
    const place = await projectPlace(t);
    const settings = await place.read("site/settings.ts");
    await place.write("old/urls.ts", emptyList);
    await place.write("site/settings.ts", `// ROOT_URLCONF: "old/urls.ts",\n${settings}`);
    assert.equal((await place.mkweb(["startapp", "blog"])).status, 0);
    assert.equal(await place.read("old/urls.ts"), emptyList);
    assert.match(await place.read("site/urls.ts"), /include\(blog\)/);
  });

  it("takes no commented-out settings of manage.js for the real ones", async (t) => {
    const place = await projectPlace(t);
    const manage = await place.read("manage.js");
    await place.write(
      "manage.js",
      manage.replace("var settings", '// settings: "old/settings.ts"\nvar settings'),
    );
    assert.equal((await place.mkweb(["startapp", "blog"])).status, 0);
    assert.match(await place.read("site/settings.ts"), /^    "blog",$/m);
  });

  for (const [what, manage] of [
    [
      "an import",
      'import { execute } from "mkweb/management";\nprocess.exitCode = await execute(process.argv, { root: import.meta.url, settings: "site/settings.ts" });\n',
    ],
    [
      "a fallback of the variable",
      'import * as management from "mkweb/management";\nconst settings = process.env.MKWEB_SETTINGS_MODULE ?? "site/settings.ts";\nmanagement.execute(process.argv, { root: import.meta.url, settings });\n',
    ],
  ] as const) {
    it(`understands a manage.js with ${what}`, async (t) => {
      const place = await projectPlace(t);
      await place.write("manage.js", manage);
      const { status, stderr } = await place.mkweb(["startapp", "blog"]);
      assert.equal(status, 0, stderr);
      assert.match(await place.read("site/settings.ts"), /^    "blog",$/m);
    });
  }

  it("refuses a manage.js whose settings are computed, and says how to name them", async (t) => {
    const place = await projectPlace(t);
    await place.write(
      "manage.js",
      "import { execute } from 'mkweb/management';\nexecute(process.argv, { settings: choose() });\n",
    );
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /`settings` is not a text written out in one place\.\nNo file was changed\. \[MKWEB_NO_PROJECT\]\n\nhint: Name it in front of the command: MKWEB_SETTINGS_MODULE=/,
    );
  });

  for (const [what, local] of [
    [
      "spreads its default export",
      'import base from "./base.ts";\nexport default defineSettings({ ...base, DEBUG: true });',
    ],
    [
      "spreads what it calls by a variable",
      'import * as base from "./base.ts";\nconst all = { ...base, DEBUG: true };\nexport default defineSettings(all);',
    ],
    ["passes it on", 'export * from "./base.ts";\nexport const DEBUG = true;'],
  ] as const) {
    it(`finds what settings/base.ts defines where settings/local.ts ${what}`, async (t) => {
      const place = await projectPlace(t);
      await place.write("site/settings/base.ts", await place.read("site/settings.ts"));
      await place.write("site/settings/local.ts", settingsWith(local));
      await place.write("wrong/urls.ts", emptyList);
      await rm(join(place.path, "site/settings.ts"));
      const env = { MKWEB_SETTINGS_MODULE: "site/settings/local.ts" };
      const { status, stderr } = await place.mkweb(["startapp", "blog"], { env });
      assert.equal(status, 0, stderr);
      assert.match(await place.read("site/settings/base.ts"), /^    "blog",$/m);
      assert.match(
        await place.read("site/urls.ts"),
        /import \* as blog from "\.\.\/blog\/urls\.ts"/,
      );
      assert.doesNotMatch(await place.read("site/settings/local.ts"), /blog/);
    });
  }

  it("refuses a ROOT_URLCONF that is computed, with the lines to paste", async (t) => {
    const place = await projectPlace(t);
    const settings = await place.read("site/settings.ts");
    await place.write(
      "site/settings.ts",
      settings.replace('ROOT_URLCONF: "site/urls.ts"', 'ROOT_URLCONF: env("URLS")'),
    );
    const { status, stderr } = await place.mkweb(["startapp", "blog"]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /ROOT_URLCONF is not a text written out in one place\.[^]*\[MKWEB_URLS_NOT_EDITABLE\]\n\nhint: Add these lines yourself:\n  import \{ include, path \} from 'mkweb\/urls';[^]*Then run the command again with --no-mount\./,
    );
    assert.equal((await place.mkweb(["startapp", "blog", "--no-mount"])).status, 0);
  });

  it("leaves settings alone that are a link out of the project, with the line to paste", async (t) => {
    const place = await projectPlace(t);
    await mkdir(join(place.path, "p"));
    for (const each of ["manage.js", "site", "package.json"])
      await rename(join(place.path, each), join(place.path, "p", each));
    await rename(join(place.path, "p/site/settings.ts"), join(place.path, "shared.ts"));
    await symlink("../../shared.ts", join(place.path, "p/site/settings.ts"));
    const before = await place.read("shared.ts");
    const { status, stderr } = await place.mkweb(["startapp", "blog"], { cwd: "p" });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /it is really .*\/shared\.ts, outside the project, where mkweb changes nothing\.\nNo file was changed\. \[MKWEB_SETTINGS_NOT_EDITABLE\]\n\nhint: Add this line to INSTALLED_APPS yourself: 'blog',\n      Then run the command again with --no-settings\./,
    );
    assert.equal(await place.read("shared.ts"), before);
  });

  it("writes the app as the project is written: quotes and semicolons", async (t) => {
    const place = await projectPlace(t);
    const settings = await place.read("site/settings.ts");
    await place.write("site/settings.ts", settings.replaceAll('"', "'").replace(/;$/gm, ""));
    assert.equal((await place.mkweb(["startapp", "blog"])).status, 0);
    assert.equal(
      await place.read("blog/urls.ts"),
      "import { path } from 'mkweb/urls'\nimport * as views from './views.ts'\n\n" +
        '/** `reverse("blog:index")` is the address of the index page, wherever the app is mounted. */\n' +
        "export const appName = 'blog'\n\nexport const urlpatterns = [path('', views.index, { name: 'index' })]\n",
    );
    const views = await place.read("blog/views.ts");
    assert.match(views, /^  request\.session\.set\('visits', visits\)$/m);
    assert.doesNotMatch(views + (await place.read("blog/tests.ts")), /;$/m);
    assert.match(await place.read("site/urls.ts"), /path\("blog\/"/);
  });
});

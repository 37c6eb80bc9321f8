import assert from "node:assert/strict";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";
import type { Settings } from "../../src/conf/index.ts";
import { closeStorages, openStorages, storages } from "../../src/files/index.ts";
import {
  allStaticFiles,
  collectStatic,
  staticFolders,
  type CollectOptions,
} from "../../src/staticfiles/index.ts";
import { makeProject } from "../support/project.ts";
import { site } from "./site.ts";

async function collector(
  t: TestContext,
  settings: Partial<Settings> = {},
  more: Readonly<Record<string, string>> = {},
) {
  const made = await site(t, { STATIC_ROOT: "collected", ...settings }, more);
  await openStorages(made.settings);
  t.after(closeStorages);
  const folders = staticFolders(made.settings, made.apps);
  return {
    folder: made.folder,
    collected: (name: string) => join(made.folder, "collected", name),
    collect: (options?: CollectOptions, ignore?: readonly string[]) =>
      collectStatic(storages.get("staticfiles"), allStaticFiles(folders, ignore), options),
  };
}

const sizes = ({ modified, unmodified }: Awaited<ReturnType<typeof collectStatic>>) => [
  modified.length,
  unmodified.length,
];

describe("collecting static files", () => {
  it("copies every file, then only what changed", async (t) => {
    const { folder, collect, collected } = await collector(t, { STATICFILES_DIRS: ["assets"] });

    const first = await collect();
    const second = await collect();
    const changed = join(folder, "assets/polls/style.css");
    await writeFile(changed, "newer");
    await utimes(changed, new Date(), new Date(Date.now() + 5000));
    const third = await collect();

    assert.deepEqual([first, second, third].map(sizes), [
      [3, 0],
      [0, 3],
      [1, 2],
    ]);
    assert.equal(readFileSync(collected("polls/style.css"), "utf8"), "newer");
  });

  it("tells of a second file with a path, which is left", async (t) => {
    const { collect, collected } = await collector(t, { STATICFILES_DIRS: ["assets"] });
    const told: string[] = [];
    await collect({ report: (line, level) => level === 1 && told.push(line) });
    assert.deepEqual(told, [
      "Found another file with the destination path 'polls/style.css'. It will be ignored since only the first encountered file is collected. If this is not what you want, make sure every static file has a unique path.",
    ]);
    assert.equal(readFileSync(collected("polls/style.css"), "utf8"), "from assets");
  });

  it("replaces a link in STATIC_ROOT instead of writing through it", async (t) => {
    const { folder, collect, collected } = await collector(t);
    await mkdir(collected("polls"), { recursive: true });
    await symlink(join(folder, "secret.txt"), collected("polls/style.css"));

    await collect();

    assert.equal(readFileSync(join(folder, "secret.txt"), "utf8"), "secret");
    assert.ok(!lstatSync(collected("polls/style.css")).isSymbolicLink());
  });

  it("makes links instead of copies, and copies again", async (t) => {
    const { collect, collected } = await collector(t);
    const link = await collect({ link: true });
    const again = await collect({ link: true });
    const isLink = lstatSync(collected("polls/style.css")).isSymbolicLink();
    const copy = await collect();
    assert.deepEqual([link, again, copy].map(sizes), [
      [3, 0],
      [0, 3],
      [3, 0],
    ]);
    assert.deepEqual(
      [isLink, lstatSync(collected("polls/style.css")).isSymbolicLink()],
      [true, false],
    );
  });

  it("empties a folder that is linked in by removing the link alone", async (t) => {
    const { folder, collect, collected } = await collector(t);
    await mkdir(collected(""), { recursive: true });
    await symlink(join(folder, "assets"), collected("linked"));
    await collect({ clear: true });
    assert.ok(!existsSync(collected("linked")));
    assert.ok(existsSync(join(folder, "assets/polls/style.css")));
  });

  it("follows links in the sources, and comes out of those that lead in a circle", async (t) => {
    const { folder, collect, collected } = await collector(t);
    await symlink(join(folder, "assets"), join(folder, "polls/static/more"));
    await symlink(join(folder, "polls/static"), join(folder, "polls/static/polls/again"));
    await collect();
    assert.equal(readFileSync(collected("more/polls/style.css"), "utf8"), "from assets");
  });

  const ignored: readonly (readonly [string, readonly string[]])[] = [
    ["*.css", ["polls/größe 1.js", "polls/images/background.png"]],
    ["größe-*", ["polls/größe 1.js", "polls/style.css", "polls/images/background.png"]],
    ["images", ["polls/größe 1.js", "polls/style.css"]],
    ["polls/*", []],
    ["[!s]*.css", ["polls/größe 1.js", "polls/images/background.png"]],
    ["[!p]*.css", ["polls/größe 1.js", "polls/images/background.png"]],
    ["[!a-z]*.css", ["polls/größe 1.js", "polls/style.css", "polls/images/background.png"]],
    ["STYLE.css", ["polls/größe 1.js", "polls/style.css", "polls/images/background.png"]],
    ["?tyle.[a-c]ss", ["polls/größe 1.js", "polls/images/background.png"]],
  ];
  for (const [pattern, left] of ignored) {
    it(`leaves out what fits --ignore '${pattern}'`, async (t) => {
      const { collect } = await collector(t);
      const { modified } = await collect({}, [".*", "*~", pattern]);
      assert.deepEqual(modified, left);
    });
  }

  it("puts hashes into names, and refuses a reference that leads nowhere", async (t) => {
    const STORAGES = {
      default: { BACKEND: "mkweb/files/backends/filesystem" },
      staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest" },
    };
    const css = { "assets/a.css": 'a { b: url("polls/style.css") }' };
    const { folder, collect, collected } = await collector(
      t,
      { STORAGES, STATICFILES_DIRS: ["assets"] },
      css,
    );
    const { postProcessed } = await collect();
    assert.equal(postProcessed.length, 4);
    assert.equal(
      readFileSync(collected("a.153ba036e52f.css"), "utf8"),
      'a { b: url("polls/style.c19c805f0e3a.css") }',
    );
    const before = readFileSync(collected("staticfiles.json"), "utf8");

    await writeFile(join(folder, "assets/a.css"), "a { b: url(nowhere.png) }");
    await utimes(join(folder, "assets/a.css"), new Date(), new Date(Date.now() + 5000));
    await assert.rejects(collect(), {
      code: "MKWEB_STATIC_FILES",
      message: /^Post-processing 'a\.css' failed: The file 'nowhere\.png' could not be found with/,
    });
    assert.equal(readFileSync(collected("staticfiles.json"), "utf8"), before);
    assert.equal((await collect({ postProcess: false })).postProcessed.length, 0);
  });
});

describe("names with a hash of the admin's own files", () => {
  for (const modules of [false, true]) {
    it(`come to rest ${modules ? "with" : "without"} the imports of modules`, async (t) => {
      const STORAGES = {
        default: { BACKEND: "mkweb/files/backends/filesystem" },
        staticfiles: {
          BACKEND: "mkweb/staticfiles/backends/manifest",
          OPTIONS: { supportJsModuleImportAggregation: modules },
        },
      };
      const admin = fileURLToPath(new URL("../../src/admin/static", import.meta.url));
      const { collect, collected } = await collector(t, { STORAGES, STATICFILES_DIRS: [admin] });
      await collect();
      const { paths } = JSON.parse(readFileSync(collected("staticfiles.json"), "utf8"));
      const code = readFileSync(collected(paths["admin/js/forms.js"]), "utf8");
      const enhance = modules ? paths["admin/js/enhance.js"].split("/").at(-1) : "enhance.js";
      assert.match(code, new RegExp(`from "\\./${enhance}";`));
    });
  }

  it("do not where two files refer to each other, which is told", async (t) => {
    const STORAGES = {
      default: { BACKEND: "mkweb/files/backends/filesystem" },
      staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest" },
    };
    const circle = { "assets/a.css": "@import 'b.css';", "assets/b.css": "@import 'a.css';" };
    const { collect } = await collector(t, { STORAGES, STATICFILES_DIRS: ["assets"] }, circle);
    await assert.rejects(collect(), {
      message: /^Post-processing 'a\.css, b\.css' failed: Max post-process passes exceeded\./,
      hint: /refer to each other in a cycle/,
    });
  });
});

const SETTINGS = 'STATIC_ROOT: "collected",\n  ROOT_URLCONF';

describe("node manage collectstatic", () => {
  it("counts, --dry-run only tells, --clear begins anew", async (t) => {
    const project = await makeProject(t, { "polls/static/polls/style.css": "x" });
    const settings = await project.read("mysite/settings.ts");
    const without = await project.manage("collectstatic", "--noinput");
    await project.write("mysite/settings.ts", settings.replace("ROOT_URLCONF", SETTINGS));
    await project.write("collected/old.css", "old");

    const dry = await project.manage("collectstatic", "--dry-run", "--clear");
    const first = await project.manage("collectstatic", "--noinput");
    const second = await project.manage("collectstatic", "--no-input");
    const cleared = await project.manage("collectstatic", "--noinput", "--clear");

    assert.equal(without.status, 1);
    assert.match(without.stderr, /STATIC_ROOT/);
    assert.match(
      dry.stdout,
      /^Pretending to delete 'old\.css'\nPretending to copy '.*style\.css'\n1 static file would be copied/,
    );
    assert.match(first.stdout, /^1 static file copied to '.*collected'\.\n$/);
    assert.match(second.stdout, /^0 static files copied to '.*collected', 1 unmodified\.\n$/);
    assert.match(cleared.stdout, /^1 static file copied/);
    await assert.rejects(project.read("collected/old.css"), { code: "ENOENT" });
    assert.equal(await project.read("collected/polls/style.css"), "x");
  });

  it("refuses a STATIC_ROOT inside what it collects, and to empty one that holds more", async (t) => {
    const project = await makeProject(t, { "assets/style.css": "x", "assets/all/a": "a" });
    const settings = await project.read("mysite/settings.ts");
    const set = (text: string) =>
      project.write(
        "mysite/settings.ts",
        settings.replace("ROOT_URLCONF", `${text},\n  ROOT_URLCONF`),
      );
    await set('STATIC_ROOT: "assets/all", STATICFILES_DIRS: ["assets"]');
    const inside = await project.manage("collectstatic", "--noinput");
    await set('STATIC_ROOT: "."');
    const whole = await project.manage("collectstatic", "--noinput", "--clear");
    await set('STATIC_ROOT: "media", MEDIA_ROOT: "media"');
    const mixed = await project.manage("collectstatic", "--noinput");

    assert.match(inside.stderr, /is inside .*assets, which is collected\./);
    assert.match(whole.stderr, /which --clear would delete\. Nothing was deleted\./);
    assert.match(mixed.stderr, /MEDIA_ROOT and STATIC_ROOT settings must have different values/);
    assert.match(await project.read("manage.js"), /mkweb/);
  });

  it("writes compressed files beside those that become smaller, and new ones when they change", async (t) => {
    const text = "a { color: green }\n".repeat(200);
    const project = await makeProject(t, {
      "polls/static/style.css": text,
      "polls/static/small.css": "a",
      "polls/static/own.js": text,
      "polls/static/own.js.gz": "mine",
      "polls/static/photo.png": text,
    });
    const settings = await project.read("mysite/settings.ts");
    await project.write("mysite/settings.ts", settings.replace("ROOT_URLCONF", SETTINGS));
    const first = await project.manage("collectstatic", "--noinput");
    const collected = new URL("collected/", project.root);
    const zstd = typeof zlib.zstdDecompressSync === "function" ? [".zst"] : [];
    const names = ["own.js", "own.js.br", "own.js.gz", ...zstd.map((each) => `own.js${each}`)];
    const beside = [".br", ".gz", ...zstd].map((each) => `style.css${each}`);

    assert.deepEqual(readdirSync(collected).sort(), [
      ...names,
      "photo.png",
      "small.css",
      "style.css",
      ...beside,
    ]);
    assert.match(first.stdout, new RegExp(`, ${3 + 2 * zstd.length} compressed\\.`));
    const read = (name: string): Buffer => readFileSync(new URL(name, collected));
    assert.equal(zlib.brotliDecompressSync(read("style.css.br")).toString(), text);
    assert.equal(zlib.gunzipSync(read("style.css.gz")).toString(), text);
    assert.equal(read("own.js.gz").toString(), "mine");

    await project.write("polls/static/style.css", `${text}b {}`);
    await utimes(new URL("collected/style.css", project.root), 1, 1);
    const second = await project.manage("collectstatic", "--noinput");
    const third = await project.manage("collectstatic", "--noinput");
    assert.match(second.stdout, /1 static file copied .* compressed/);
    assert.equal(zlib.gunzipSync(read("style.css.gz")).toString(), `${text}b {}`);
    assert.doesNotMatch(third.stdout, /compressed/);
  });
});

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type App, type Settings } from "../../src/conf/index.ts";
import { getApplication, serve } from "../../src/server/index.ts";
import {
  allStaticFiles,
  collectStatic,
  findStatic,
  staticFolders,
  staticUrl,
} from "../../src/staticfiles/index.ts";
import { makeProject } from "../support/project.ts";

interface Site {
  readonly folder: string;
  readonly settings: Settings;
  readonly apps: readonly App[];
}

const WHOLE = "li a { color: green; }";

const files = {
  "secret.txt": "secret",
  "assets/polls/style.css": "from assets",
  "polls/static/polls/style.css": WHOLE,
  "polls/static/polls/images/background.png": "\u0089PNG",
  "polls/static/.hidden": "x",
  "polls/static/polls/old~": "x",
  "polls/static/polls/größe 1.js": "1;",
};

async function site(t: TestContext, settings: Partial<Settings> = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-static-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const base = pathToFileURL(`${folder}/`);
  const root = new URL("polls/", base);
  return {
    folder,
    settings: completeSettings({
      BASE_DIR: base,
      SECRET_KEY: "k",
      DEBUG: true,
      INSTALLED_APPS: ["mkweb/staticfiles", "polls"],
      ...settings,
    }),
    apps: [{ name: "polls", label: "polls", verboseName: "polls", root, module: {} }],
  };
}

/** Asks over the network, with the path exactly as written. */
async function visit(t: TestContext, settings: Settings) {
  const controller = new AbortController();
  const application = await getApplication(settings, { onError: () => {} });
  const serving = await serve(application, { port: 0, signal: controller.signal });
  t.after(async () => {
    controller.abort();
    await serving.closed;
  });
  const { request } = await import("node:http");
  return (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<{
      status: number | undefined;
      headers: NodeJS.Dict<string | string[]>;
      body: string;
    }>((resolve, reject) => {
      const options = { port: serving.port, path, headers, method, agent: false };
      request(options, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, body }),
        );
      })
        .on("error", reject)
        .end();
    });
}

describe("static files while developing", () => {
  it("T6.1: serves an app's file with its type and date, and 304 for one the browser has", async (t) => {
    const get = await visit(t, (await site(t)).settings);

    const first = await get("/static/polls/style.css");
    const date = String(first.headers["last-modified"]);
    const again = await get("/static/polls/style.css", { "If-Modified-Since": date });

    assert.equal(first.status, 200);
    assert.match(String(first.headers["content-type"]), /^text\/css/);
    assert.equal(first.body, "li a { color: green; }");
    assert.equal(again.status, 304);
    assert.equal(again.body, "");
    assert.equal((await get("/static/polls/nope.css")).status, 404);
  });

  it("T6.2: serves images, and names with spaces and letters beyond ASCII", async (t) => {
    const get = await visit(t, (await site(t)).settings);

    const image = await get("/static/polls/images/background.png");
    assert.equal(image.headers["content-type"], "image/png");
    assert.equal((await get("/static/polls/gr%C3%B6%C3%9Fe%201.js")).body, "1;");
  });

  it("T6.3: never leaves the static folders, and lists none", async (t) => {
    const get = await visit(t, (await site(t)).settings);
    const hostile = [
      "/static/../secret.txt",
      "/static/../../secret.txt",
      "/static/polls/../../../secret.txt",
      "/static/%2e%2e/%2e%2e/secret.txt",
      "/static/..%2f..%2fsecret.txt",
      "/static/%2e%2e%5c%2e%2e%5csecret.txt",
      "/static/..\\..\\secret.txt",
      "/static//etc/passwd",
      "/static/%2fetc%2fpasswd",
      "/static/C:/secret.txt",
      "/static/polls/style.css%00.png",
      "/static/polls/",
      "/static/polls",
      "/static/",
    ];

    const answers = await Promise.all(hostile.map((path) => get(path)));

    assert.deepEqual(
      answers.map(({ status }, at) => [hostile[at], status]),
      hostile.map((path) => [path, 404]),
    );
    assert.ok(answers.every(({ body }) => !/^secret|root:|background\.png/.test(body)));
  });

  it("answers HEAD without a body, parts of files, and no other method", async (t) => {
    const get = await visit(t, (await site(t)).settings);

    const head = await get("/static/polls/style.css", {}, "HEAD");
    const part = await get("/static/polls/style.css", { Range: "bytes=0-3" });

    assert.equal(head.headers["content-length"], "22");
    assert.equal(head.body, "");
    assert.equal(part.status, 206);
    assert.equal(part.body, "li a");
    assert.equal((await get("/static/polls/style.css", {}, "POST")).status, 405);
  });

  const conditions: readonly (readonly [string, Record<string, string>, number, string])[] = [
    ["a range that makes no sense is ignored", { Range: "bytes=a-b" }, 200, WHOLE],
    ["a range that ends before it begins is ignored", { Range: "bytes=5-2" }, 200, WHOLE],
    ["a range without numbers is ignored", { Range: "bytes=-" }, 200, WHOLE],
    ["a range of another unit is ignored", { Range: "lines=0-1" }, 200, WHOLE],
    ["several ranges get the whole", { Range: "bytes=0-1,4-5" }, 200, WHOLE],
    ["the end of a file, more than there is, is all of it", { Range: "bytes=-999" }, 206, WHOLE],
    ["the unit of a range may be in capitals", { Range: "BYTES=0-1" }, 206, "li"],
    ["a range behind the end cannot be had", { Range: "bytes=22-" }, 416, ""],
    [
      "a range of a state that is gone gets the whole",
      { Range: "bytes=0-1", "If-Range": '"x"' },
      200,
      WHOLE,
    ],
    ["a file that is another now is refused", { "If-Match": '"x"' }, 412, ""],
    [
      "a file that has not changed since is not sent",
      { "If-Modified-Since": "Wed, 01 Jan 2070 00:00:00 GMT" },
      304,
      "",
    ],
  ];
  for (const [name, headers, status, body] of conditions) {
    it(name, async (t) => {
      const get = await visit(t, (await site(t)).settings);
      const answer = await get("/static/polls/style.css", headers);
      assert.deepEqual([answer.status, answer.body], [status, body]);
    });
  }

  it("knows a file again by its weak ETag, which is no proof for a part", async (t) => {
    const get = await visit(t, (await site(t)).settings);
    const path = "/static/polls/style.css";
    const etag = String((await get(path)).headers["etag"]);

    assert.match(etag, /^W\/"[\da-f]+-[\da-f]+"$/);
    assert.equal((await get(path, { "If-None-Match": etag })).status, 304);
    assert.equal((await get(path, { "If-Match": etag })).status, 412);
    assert.equal((await get(path, { Range: "bytes=0-1", "If-Range": etag })).status, 200);
    assert.equal((await get(path, { Range: "bytes=0-1" }, "HEAD")).status, 200);
  });

  it("says of text that it is UTF-8, and lets no browser guess a type", async (t) => {
    const { folder, settings } = await site(t);
    const types: Readonly<Record<string, string>> = {
      "a.css": "text/css; charset=utf-8",
      "a.js": "text/javascript; charset=utf-8",
      "a.json": "application/json; charset=utf-8",
      "a.svg": "image/svg+xml; charset=utf-8",
      "a.html": "text/html; charset=utf-8",
      "a.png": "image/png",
      "a.woff2": "font/woff2",
      "a.js.gz": "application/gzip",
      nothing: "application/octet-stream",
    };
    const get = await visit(t, settings);
    for (const [name, type] of Object.entries(types)) {
      await writeFile(join(folder, "polls/static/polls", name), "x");
      const { headers } = await get(`/static/polls/${name}`);
      assert.deepEqual(
        [headers["content-type"], headers["x-content-type-options"]],
        [type, "nosniff"],
      );
    }
  });

  it("T6.5: serves nothing without DEBUG, and nothing if the app is not installed", async (t) => {
    const settings = { ALLOWED_HOSTS: ["localhost"] };
    const live = await visit(t, (await site(t, { ...settings, DEBUG: false })).settings);
    const without = await visit(t, (await site(t, { INSTALLED_APPS: ["polls"] })).settings);

    assert.equal((await live("/static/polls/style.css")).status, 404);
    assert.equal((await without("/static/polls/style.css")).status, 404);
  });

  it("serves under STATIC_URL, wherever that is on this host", async (t) => {
    const get = await visit(t, (await site(t, { STATIC_URL: "assets/v1" })).settings);

    assert.equal((await get("/assets/v1/polls/style.css")).status, 200);
    assert.equal((await get("/static/polls/style.css")).status, 404);
  });
});

describe("finding static files", () => {
  it("looks in STATICFILES_DIRS before the apps", async (t) => {
    const { folder, settings, apps } = await site(t, { STATICFILES_DIRS: ["assets"] });

    const found = findStatic("polls/style.css", staticFolders(settings, apps));

    assert.deepEqual(found, [
      join(folder, "assets/polls/style.css"),
      join(folder, "polls/static/polls/style.css"),
    ]);
  });

  it("lists each path once, without hidden and backup files", async (t) => {
    const { settings, apps } = await site(t, { STATICFILES_DIRS: ["assets"] });

    const paths = allStaticFiles(staticFolders(settings, apps)).map(({ path }) => path);

    assert.deepEqual(paths, ["polls/größe 1.js", "polls/images/background.png", "polls/style.css"]);
  });

  it("T6.4: findstatic prints where a file is, and says when there is none", async (t) => {
    const project = await makeProject(t, { "polls/static/polls/style.css": "x" });

    const run = await project.manage("findstatic", "polls/style.css", "nope.css");

    assert.equal(run.status, 0);
    assert.match(run.stdout, /^ {2}.*polls\/static\/polls\/style\.css\n$/);
    assert.match(run.stderr, /No matching file found for 'nope\.css'\./);
  });

  it("writes addresses under STATIC_URL, escaped", () => {
    assert.equal(
      staticUrl("polls/style.css", { STATIC_URL: "static/" }),
      "/static/polls/style.css",
    );
    assert.equal(staticUrl("a b?.css", { STATIC_URL: "/s" }), "/s/a%20b%3F.css");
    assert.equal(
      staticUrl("x.css", { STATIC_URL: "https://cdn.example/" }),
      "https://cdn.example/x.css",
    );
  });
});

describe("collectstatic", () => {
  it("T6.6: copies every file, then only what changed", async (t) => {
    const { folder, settings, apps } = await site(t, {
      STATIC_ROOT: "collected",
      STATICFILES_DIRS: ["assets"],
    });
    const folders = staticFolders(settings, apps);

    const first = await collectStatic(settings, folders);
    const second = await collectStatic(settings, folders);
    const changed = join(folder, "assets/polls/style.css");
    await writeFile(changed, "newer");
    await utimes(changed, new Date(), new Date(Date.now() + 5000));
    const third = await collectStatic(settings, folders);

    assert.deepEqual([first.copied, first.unmodified], [3, 0]);
    assert.deepEqual([second.copied, second.unmodified], [0, 3]);
    assert.deepEqual([third.copied, third.unmodified], [1, 2]);
    const collected = await readFile(join(folder, "collected/polls/style.css"), "utf8");
    assert.equal(collected, "newer");
  });

  it("replaces a link in STATIC_ROOT instead of writing through it", async (t) => {
    const { folder, settings, apps } = await site(t, { STATIC_ROOT: "collected" });
    await mkdir(join(folder, "collected/polls"), { recursive: true });
    await symlink(join(folder, "secret.txt"), join(folder, "collected/polls/style.css"));
    await utimes(join(folder, "secret.txt"), 1, 1);

    await collectStatic(settings, staticFolders(settings, apps));

    assert.equal(await readFile(join(folder, "secret.txt"), "utf8"), "secret");
  });

  it("T6.6: needs STATIC_ROOT, outside what it collects", async (t) => {
    const none = await site(t);
    const inside = await site(t, { STATIC_ROOT: "assets/all", STATICFILES_DIRS: ["assets"] });

    await assert.rejects(collectStatic(none.settings, staticFolders(none.settings, none.apps)), {
      code: "MKWEB_IMPROPERLY_CONFIGURED",
      message: /without having set the STATIC_ROOT setting/,
    });
    await assert.rejects(
      collectStatic(inside.settings, staticFolders(inside.settings, inside.apps)),
      /is inside .*assets, which is collected\./,
    );
  });

  it("T6.6: the command counts, --dry-run only tells, --clear begins anew", async (t) => {
    const project = await makeProject(t, { "polls/static/polls/style.css": "x" });
    const settings = await project.read("mysite/settings.ts");
    const without = await project.manage("collectstatic", "--noinput");
    await project.write(
      "mysite/settings.ts",
      settings.replace("ROOT_URLCONF", 'STATIC_ROOT: "collected",\n  ROOT_URLCONF'),
    );
    await project.write("collected/old.css", "old");

    const dry = await project.manage("collectstatic", "--dry-run");
    const first = await project.manage("collectstatic", "--noinput");
    const second = await project.manage("collectstatic", "--no-input");
    const cleared = await project.manage("collectstatic", "--noinput", "--clear");

    assert.equal(without.status, 1);
    assert.match(without.stderr, /STATIC_ROOT/);
    assert.match(dry.stdout, /Pretending to copy '.*style\.css'\n1 static file would be copied/);
    assert.match(first.stdout, /^1 static file copied to '.*collected'\.\n$/);
    assert.match(second.stdout, /^0 static files copied to '.*collected', 1 unmodified\.\n$/);
    assert.match(cleared.stdout, /^1 static file copied/);
    await assert.rejects(project.read("collected/old.css"), { code: "ENOENT" });
    assert.equal(await project.read("collected/polls/style.css"), "x");
  });
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { allStaticFiles, findStatic, staticFolders } from "../../src/staticfiles/index.ts";
import { makeProject } from "../support/project.ts";
import { site, visit } from "./site.ts";

describe("static files while developing", () => {
  it("serves an app's file with its type and date, and 304 for one the browser has", async (t) => {
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

  it("serves images, and names with spaces and letters beyond ASCII", async (t) => {
    const get = await visit(t, (await site(t)).settings);

    const image = await get("/static/polls/images/background.png");
    assert.equal(image.headers["content-type"], "image/png");
    assert.equal((await get("/static/polls/gr%C3%B6%C3%9Fe%201.js")).body, "1;");
  });

  it("never leaves the static folders, and lists none", async (t) => {
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

  it("serves nothing without DEBUG, and nothing if the app is not installed", async (t) => {
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

  it("lists files in Django's order, without hidden and backup files", async (t) => {
    const { settings, apps } = await site(t, { STATICFILES_DIRS: ["assets"] });

    const found = [...allStaticFiles(staticFolders(settings, apps))].map(({ path }) => path);

    assert.deepEqual(found, [
      "polls/style.css",
      "polls/größe 1.js",
      "polls/style.css",
      "polls/images/background.png",
    ]);
  });

  it("findstatic prints where a file is, and says when there is none", async (t) => {
    const project = await makeProject(t, { "polls/static/polls/style.css": "x" });

    const run = await project.manage("findstatic", "polls/style.css", "nope.css");

    assert.equal(run.status, 0);
    assert.match(run.stdout, /^ {2}.*polls\/static\/polls\/style\.css\n$/);
    assert.match(run.stderr, /No matching file found for 'nope\.css'\./);
  });
});

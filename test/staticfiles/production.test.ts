/** Static files and media without DEBUG, from the server itself. */
import assert from "node:assert/strict";
import { symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import * as zlib from "node:zlib";
import type { Settings } from "../../src/conf/index.ts";
import { site, visit } from "./site.ts";

const CSS = "a { color: green }\n".repeat(50);
const HASHED = "/static/style.0123456789ab.css";

const collected = {
  "collected/staticfiles.json":
    '{"paths": {"style.css": "style.0123456789ab.css", "own.ba9876543210.js": "own.ba9876543210.000000000000.js"}, "version": "1.1", "hash": "x"}',
  "collected/style.css": CSS,
  "collected/style.css.gz": zlib.gzipSync(CSS),
  "collected/style.css.br": zlib.brotliCompressSync(CSS),
  "collected/style.0123456789ab.css": CSS,
  "collected/style.0123456789ab.css.gz": zlib.gzipSync(CSS),
  "collected/own.ba9876543210.js": "1",
  "collected/large.bin": Buffer.alloc(3_000_000, "large"),
  "collected/middle.bin": Buffer.alloc(1_000_000, "middle"),
  "collected/.env": "SECRET",
  "collected/.git/config": "SECRET",
  "collected/.well-known/x.txt": "known",
  "collected/folder/index.html": "<h1>index</h1>",
};

const production: Partial<Settings> = {
  DEBUG: false,
  ALLOWED_HOSTS: ["*"],
  STATIC_ROOT: "collected",
  STORAGES: {
    default: { BACKEND: "mkweb/files/backends/filesystem" },
    staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest" },
  },
};

async function live(t: TestContext, settings: Partial<Settings> = {}, more = {}) {
  const made = await site(t, { ...production, ...settings }, { ...collected, ...more });
  return { ...made, get: await visit(t, made.settings) };
}

describe("static files without DEBUG", () => {
  it("come from STATIC_ROOT, with the headers that browsers and caches need", async (t) => {
    const { get } = await live(t);
    const { status, headers, body } = await get("/static/style.css");
    assert.deepEqual([status, body], [200, CSS]);
    const { date, connection, "keep-alive": _, etag, "last-modified": modified, ...rest } = headers;
    const id = rest["x-request-id"];
    assert.ok(date && connection && modified && id);
    assert.match(String(etag), /^W\/"[\da-f]+-[\da-f]+"$/);
    assert.deepEqual(rest, {
      "accept-ranges": "bytes",
      "cache-control": "public, max-age=60",
      "content-length": "950",
      "content-type": "text/css; charset=utf-8",
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
      "x-request-id": id,
    });
  });

  it("are kept for a year if their names have a hash that collectstatic put there", async (t) => {
    const { get } = await live(t, { STATIC_MAX_AGE: 300 });
    const [hashed, plain, own] = await Promise.all(
      [HASHED, "/static/style.css", "/static/own.ba9876543210.js"].map((path) => get(path)),
    );
    assert.equal(hashed?.headers["cache-control"], "public, max-age=31536000, immutable");
    assert.equal(hashed?.headers["etag"], '"0123456789ab"');
    assert.equal(plain?.headers["cache-control"], "public, max-age=300");
    assert.equal(own?.headers["cache-control"], "public, max-age=300");
  });

  it("are sent compressed, each coding with an ETag of its own", async (t) => {
    const { get } = await live(t);
    const [br, gzip, plain] = await Promise.all([
      get("/static/style.css", { "Accept-Encoding": "gzip, deflate, br" }),
      get("/static/style.css", { "Accept-Encoding": "gzip" }),
      get("/static/style.css", { "Accept-Encoding": "identity" }),
    ]);
    assert.equal(zlib.brotliDecompressSync(br.bytes).toString(), CSS);
    assert.equal(zlib.gunzipSync(gzip.bytes).toString(), CSS);
    assert.equal(plain.body, CSS);
    for (const { headers } of [br, gzip]) {
      assert.equal(headers["content-type"], "text/css; charset=utf-8");
      assert.equal(headers["vary"], "Accept-Encoding");
    }
    const codings = [br, gzip, plain].map(({ headers }) => headers["content-encoding"]);
    assert.deepEqual(codings, ["br", "gzip", undefined]);
    const etags = [br, gzip, plain].map(({ headers }) => headers["etag"]);
    assert.equal(new Set(etags).size, 3);
    const again = await get("/static/style.css", {
      "Accept-Encoding": "br",
      "If-None-Match": String(etags[0]),
    });
    assert.deepEqual(
      [again.status, again.headers["vary"], again.headers["etag"], again.body],
      [304, "Accept-Encoding", etags[0], ""],
    );
  });

  const negotiated: readonly (readonly [string, string | undefined])[] = [
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["*", "br"],
    ["*;q=0", undefined],
    ["*;q=0, gzip;q=1", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP", "gzip"],
    ["identity, gzip;q=0.5", undefined],
    ["gzip;q=0.001", "gzip"],
    ["gzip;q=2", undefined],
    ["deflate", undefined],
    ["", undefined],
  ];
  it("are sent as Accept-Encoding wants them", async (t) => {
    const { get } = await live(t);
    for (const [header, coding] of negotiated) {
      await t.test(`${coding ?? "as they are"} for '${header}'`, async () => {
        const { headers } = await get("/static/style.css", { "Accept-Encoding": header });
        assert.equal(headers["content-encoding"], coding);
      });
    }
  });

  it("are sent in parts from the plain file alone", async (t) => {
    const { get } = await live(t);
    const part = await get("/static/style.css", { "Accept-Encoding": "br", Range: "bytes=0-9" });
    assert.deepEqual(
      [part.status, part.headers["content-encoding"], part.headers["content-range"], part.body],
      [206, undefined, "bytes 0-9/950", CSS.slice(0, 10)],
    );
  });

  it("are not sent from a compressed file that is older, unless the name has a hash", async (t) => {
    const { folder, get } = await live(t);
    for (const name of ["style.css.br", "style.css.gz", "style.0123456789ab.css.gz"]) {
      await utimes(join(folder, "collected", name), 1, 1);
    }
    const accept = { "Accept-Encoding": "br, gzip" };
    assert.equal((await get("/static/style.css", accept)).headers["content-encoding"], undefined);
    assert.equal((await get(HASHED, accept)).headers["content-encoding"], "gzip");
  });

  it("are new as soon as they change, from memory too", async (t) => {
    const { folder, get } = await live(t);
    for (const path of ["style.css", "middle.bin", "large.bin"]) {
      const first = await get(`/static/${path}`);
      assert.equal((await get(`/static/${path}`)).body, first.body);
      const file = join(folder, "collected", path);
      await writeFile(file, first.body.replace(/^./, "X"));
      await utimes(file, new Date(), new Date(Date.now() + 2000));
      assert.equal((await get(`/static/${path}`)).body[0], "X");
    }
  });

  const refused = [
    "/static/",
    "/static/folder",
    "/static/folder/",
    "/static/nope.css",
    "/static/staticfiles.json",
    "/static/.env",
    "/static/.git/config",
    "/static/%2eenv",
    "/static/%2Egit/config",
    "/static/folder/../.env",
    "/static/../secret.txt",
    "/static/..%2fsecret.txt",
    "/static/%2e%2e/secret.txt",
    "/static/..%5csecret.txt",
    "/static/folder/%2e%2e/%2e%2e/secret.txt",
    "/static/....//secret.txt",
    "/static//etc/passwd",
    "/static/%2fetc/passwd",
    "/static/C:/windows/win.ini",
    "/static/style.css%00.js",
    "/static/style.css%00",
    "/static/style.css/",
    "/static/style.css/x",
    `/static/${"a".repeat(5000)}`,
    `/static/${"a/".repeat(2000)}`,
    "/static/%ff%fe",
  ];
  it("are not found where a path is a folder's, hidden, or leads out", async (t) => {
    const { get } = await live(t);
    for (const path of refused) {
      await t.test(path.slice(0, 60), async () => {
        const answer = await get(path);
        assert.equal(answer.status, 404);
        assert.doesNotMatch(answer.body, /SECRET|secret$|style\.css\.br|index<|root:/);
      });
    }
  });

  it("are found below .well-known, and through links, as in Django", async (t) => {
    const { folder, get } = await live(t);
    await symlink(join(folder, "secret.txt"), join(folder, "collected/linked.txt"));
    assert.equal((await get("/static/.well-known/x.txt")).body, "known");
    assert.equal((await get("/static/linked.txt")).body, "secret");
  });

  it("are left to another server by SERVE_STATIC, without STATIC_ROOT, or where STATIC_URL is elsewhere", async (t) => {
    const off = [
      { SERVE_STATIC: false },
      { STATIC_ROOT: null },
      { STATIC_URL: "https://cdn.example/static/" },
      { STATIC_URL: "/" },
      { INSTALLED_APPS: ["polls"] },
    ];
    for (const settings of off) {
      const { get } = await live(t, settings);
      assert.equal((await get("/static/style.css")).status, 404);
    }
  });

  it("have what the security middleware gives, and are redirected to HTTPS", async (t) => {
    const { get } = await live(t, {
      MIDDLEWARE: ["mkweb/middleware/security"],
      SECURE_SSL_REDIRECT: true,
      SECURE_HSTS_SECONDS: 60,
      SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"],
    });
    const plain = await get("/static/style.css", { Host: "shop.example" });
    assert.deepEqual(
      [plain.status, plain.headers["location"]],
      [301, "https://shop.example/static/style.css"],
    );
    const secure = await get("/static/style.css", { "X-Forwarded-Proto": "https" });
    assert.deepEqual(
      [
        secure.status,
        secure.headers["strict-transport-security"],
        secure.headers["referrer-policy"],
        secure.headers["cross-origin-opener-policy"],
      ],
      [200, "max-age=60", "same-origin", "same-origin"],
    );
    const missing = await get("/static/nope.css", { "X-Forwarded-Proto": "https" });
    assert.deepEqual(
      [missing.status, missing.headers["strict-transport-security"]],
      [404, "max-age=60"],
    );
  });

  it("answer HEAD as GET without a body, and no other method", async (t) => {
    const { get } = await live(t);
    for (const path of ["/static/style.css", "/static/large.bin"]) {
      const [whole, head] = [await get(path), await get(path, {}, "HEAD")];
      assert.equal(head.headers["content-length"], whole.headers["content-length"]);
      assert.deepEqual([head.status, head.body], [200, ""]);
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await get("/static/style.css", {}, method);
      assert.deepEqual([status, headers["allow"]], [405, "GET, HEAD"]);
    }
  });

  it("do not start with a manifest that cannot be read", async (t) => {
    const broken = { "collected/staticfiles.json": "{" };
    await assert.rejects(
      live(t, {}, broken),
      /Couldn't load manifest 'staticfiles\.json' \(version 1\.1\)/,
    );
  });
});

const uploads = {
  "media/page.html": "<script>alert(1)</script>",
  "media/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
  "media/data.xml": "<x/>",
  "media/code.js": "alert(1)",
  "media/unknown": "<html>",
  "media/photo.png": "\u0089PNG",
  "media/film.mp4": "film",
  "media/note.txt": "note",
  "media/paper.pdf": "%PDF",
  "media/.hidden": "hidden",
};

describe("media without DEBUG", () => {
  const settings = { MEDIA_ROOT: "media", MEDIA_URL: "/media/", SERVE_MEDIA: true };

  it("are served only if SERVE_MEDIA says so", async (t) => {
    const off = await live(t, { ...settings, SERVE_MEDIA: false }, uploads);
    const on = await live(t, settings, uploads);
    assert.equal((await off.get("/media/photo.png")).status, 404);
    assert.equal((await on.get("/media/photo.png")).status, 200);
  });

  it("never run as pages of the site", async (t) => {
    const { get } = await live(t, settings, uploads);
    for (const name of ["page.html", "picture.svg", "data.xml", "code.js", "unknown"]) {
      await t.test(name, async () => {
        const { status, headers } = await get(`/media/${name}`);
        assert.deepEqual(
          [status, headers["content-disposition"], headers["x-content-type-options"]],
          [200, "attachment", "nosniff"],
        );
        assert.match(String(headers["content-security-policy"]), /default-src 'none';.*; sandbox$/);
      });
    }
  });

  it("are shown where that is harmless", async (t) => {
    const { get } = await live(t, settings, uploads);
    for (const name of ["photo.png", "film.mp4", "note.txt", "paper.pdf"]) {
      const { headers } = await get(`/media/${name}`);
      assert.equal(headers["content-disposition"], undefined, name);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal("content-security-policy" in headers, name !== "paper.pdf", name);
    }
  });

  it("do not leave their folder, by a link neither, and hide what begins with a dot", async (t) => {
    const { folder, get } = await live(t, settings, uploads);
    await symlink(join(folder, "secret.txt"), join(folder, "media/linked.txt"));
    for (const path of ["/media/linked.txt", "/media/.hidden", "/media/../secret.txt", "/media/"]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });
});

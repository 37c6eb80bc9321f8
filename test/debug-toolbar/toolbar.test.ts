/** What the debug toolbar tells of a request, whom, and what it keeps to itself. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { completeSettings } from "../../src/conf/index.ts";
import { checkToolbar } from "../../src/debug-toolbar/check.ts";
import { makeLibrary } from "./site.ts";

describe("the debug toolbar", () => {
  it("names the relations that are read row by row, and where", async (t) => {
    const site = await makeLibrary(t);
    const report = await site.report(await site.get("/"));

    assert.equal(report.queries.count, 9);
    const [authors, genres] = [...report.queries.repeats].sort((a, b) =>
      String(a.advice).localeCompare(String(b.advice)),
    );
    assert.deepEqual(authors?.relations, ["library.Book.author"]);
    assert.match(authors?.advice ?? "", /Add selectRelated\("author"\) to the query for books\./);
    assert.deepEqual([authors?.count, authors?.distinct], [4, 3]);
    assert.match(authors?.places[0] ?? "", /^urls\.ts:\d+$/);
    assert.deepEqual(genres?.relations, ["library.Book.genres"]);
    assert.match(genres?.advice ?? "", /prefetchRelated\("genres"\)/);
    assert.deepEqual(genres?.places, ["row.html"]);
  });

  it("shows the line of the project that a query came from, also of one that is awaited elsewhere", async (t) => {
    const site = await makeLibrary(t);
    const report = await site.report(await site.get("/titles/"));
    const [query] = report.queries.list;
    assert.match(query?.places[0]?.source ?? "", /await titles\(\)/);
  });

  it("tells duplicates from similar queries", async (t) => {
    const site = await makeLibrary(t);
    const { queries } = await site.report(await site.get("/twice/"));
    assert.deepEqual([queries.count, queries.similar, queries.duplicates], [2, 2, 2]);
    assert.deepEqual(queries.repeats[0]?.relations, []);
  });

  it("counts templates, with what they saw when they were first rendered", async (t) => {
    const site = await makeLibrary(t);
    const { templates } = await site.report(await site.get("/"));
    const counts = templates.list.map(({ name, count }) => `${count} x ${name}`);
    assert.deepEqual(
      counts.toSorted((a, b) => a.localeCompare(b)),
      ["1 x list.html", "4 x row.html"],
    );
    const row = templates.list.find(({ name }) => name === "row.html");
    assert.deepEqual(
      row?.context.find(([name]) => name === "book"),
      ["book", "<Book: pk=1>"],
    );
  });

  it("shows no secret: not in values, contexts, headers, cookies, fields or paths", async (t) => {
    const site = await makeLibrary(t);
    const response = await site.get("/save/?token=tok-in-path&page=2", {
      method: "POST",
      headers: {
        authorization: "Bearer tok-in-header",
        cookie: "sessionid=sess-secret; theme=dark",
      },
      body: new URLSearchParams({ password: "posted-secret", name: "shown" }),
    });
    const list = await site.get("/");
    for (const each of [response, list]) {
      const own = each.headers.get("debug-toolbar") ?? "";
      for (const accept of ["text/html", "application/json"]) {
        const text = await (await fetch(own, { headers: { accept } })).text();
        assert.doesNotMatch(
          text,
          /tok-in-path|tok-in-header|sess-secret|posted-secret|s3cret-hash|hush-hush|a-secret-key/,
        );
      }
    }
    const report = await site.report(response);
    assert.deepEqual(report.request["post"], [
      ["password", "********************"],
      ["name", "shown"],
    ]);
    const insert = report.queries.list.find(({ sql }) => sql.startsWith("INSERT"));
    assert.deepEqual(insert?.params, ['"New"', "********************"]);
    assert.deepEqual(
      report.cache.list.map(({ method, answer }) => [method, answer]),
      [
        ["get", "miss"],
        ["set", ""],
      ],
    );
  });

  it("keeps the last requests only, and says of others that they are gone", async (t) => {
    const site = await makeLibrary(t, { DEBUG_TOOLBAR_CONFIG: { RESULTS_CACHE_SIZE: 2 } });
    const first = await site.get("/twice/");
    await site.get("/twice/");
    await site.get("/nowhere/");
    const all = await site.get("/__debug__/", { headers: { accept: "application/json" } });
    const { requests }: { requests: { path: string; status: number }[] } = JSON.parse(
      await all.text(),
    );
    assert.deepEqual(
      requests.map(({ path, status }) => [path, status]),
      [
        ["/nowhere/", 404],
        ["/twice/", 200],
      ],
    );
    const gone = await fetch(first.headers.get("debug-toolbar") ?? "");
    assert.equal(gone.status, 404);
  });

  it("puts no more than a handle on a page, with its policy's nonce, and corrects the length", async (t) => {
    const site = await makeLibrary(t, {
      SECURE_CSP: { "default-src": "'self'", "script-src": "<CSP_NONCE_SENTINEL>" },
      MIDDLEWARE: [
        "mkweb/debug-toolbar/middleware",
        "mkweb/middleware/csp",
        "mkweb/middleware/common",
      ],
    });
    const response = await site.get("/");
    const html = await response.text();
    const [, nonce = "none"] =
      /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "") ?? [];
    assert.match(
      html,
      new RegExp(`<script src="/__debug__/handle.js" defer nonce="${nonce}"></script></body>`),
    );
    assert.ok(html.slice(html.indexOf("<mkweb-debug-toolbar>")).length < 700);
    assert.equal(Number(response.headers.get("content-length")), Buffer.byteLength(html));
  });

  it("leaves streams and compressed pages as they are, and links to its page all the same", async (t) => {
    const site = await makeLibrary(t, {
      MIDDLEWARE: ["mkweb/debug-toolbar/middleware", "mkweb/middleware/gzip"],
    });
    const stream = await site.get("/stream/");
    assert.equal(await stream.text(), "<html><body></body></html>");
    assert.match(
      stream.headers.get("debug-toolbar") ?? "",
      /^http:\/\/127\.0\.0\.1:\d+\/__debug__\/\w+\/$/,
    );
    const packed = await site.get("/", { headers: { "accept-encoding": "gzip" } });
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    assert.doesNotMatch(await packed.text(), /mkweb-debug-toolbar/);
  });

  it("works for a page that failed", async (t) => {
    const site = await makeLibrary(t);
    const response = await site.get("/broken/", { headers: { accept: "text/html" } });
    assert.equal(response.status, 500);
    assert.match(await response.text(), /<mkweb-debug-toolbar>/);
    assert.equal((await site.report(response)).queries.count, 1);
  });

  for (const [whom, settings] of [
    ["without DEBUG", { DEBUG: false }],
    ["to an address that INTERNAL_IPS lacks", { INTERNAL_IPS: ["10.0.0.1"] }],
  ] as const) {
    it(`shows nothing ${whom}`, async (t) => {
      const site = await makeLibrary(t, settings);
      const response = await site.get("/");
      assert.equal(response.status, 200);
      assert.doesNotMatch(await response.text(), /debug/);
      const names = ["debug-toolbar", "server-timing"];
      assert.deepEqual(
        names.map((name) => response.headers.get(name)),
        [null, null],
      );
      for (const path of ["/__debug__/", "/__debug__/handle.js"]) {
        assert.equal((await site.get(path)).status, 404);
      }
    });
  }

  it("answers no host that is not the site's, so that no other site can read it", async (t) => {
    const site = await makeLibrary(t, { ALLOWED_HOSTS: ["example.com"] });
    assert.equal((await site.get("/__debug__/")).status, 400);
  });
});

describe("check", () => {
  const idsOf = async (settings: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const all = completeSettings({
      BASE_DIR: new URL("./", import.meta.url),
      SETTINGS_MODULE: "settings.ts",
      SECRET_KEY: "x",
      DEBUG: true,
      ...settings,
    });
    return (await checkToolbar({ settings: all, apps: [] })).map(({ id }) => id);
  };
  const toolbar = "mkweb/debug-toolbar/middleware";

  it("says what keeps the toolbar from being seen", async () => {
    assert.deepEqual(await idsOf({}), ["debug_toolbar.W001", "debug_toolbar.W010"]);
    const INTERNAL_IPS = ["127.0.0.1"];
    const MIDDLEWARE = [toolbar, "mkweb/middleware/gzip"];
    assert.deepEqual(await idsOf({ INTERNAL_IPS, MIDDLEWARE }), ["debug_toolbar.W003"]);
    assert.deepEqual(await idsOf({ INTERNAL_IPS, MIDDLEWARE: MIDDLEWARE.toReversed() }), []);
    assert.deepEqual(await idsOf({ DEBUG: false }), []);
  });
});

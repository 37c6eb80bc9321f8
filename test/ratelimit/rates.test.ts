import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it, type TestContext } from "node:test";
import { closeCaches } from "../../src/cache/index.ts";
import type { Application } from "../../src/server/index.ts";
import { networkOf, parseRate } from "../../src/ratelimit/index.ts";
import { noRedis, startRedis } from "../support/redis.ts";
import { makeSite, type SiteFiles } from "../server/site.ts";

/** Whom the requests come from, where a test says nothing else. */
const LOCAL = { remoteAddress: "127.0.0.1" };

const door = (path: string): string =>
  JSON.stringify(new URL(`../../src/${path}.ts`, import.meta.url).href);
const imports = `import { rateLimit } from ${door("ratelimit/index")};
const page = () => new HttpResponse("a page");`;

/** LOGGING with a file of what concerns security. */
const securityLog = {
  handlers: { security: { class: "file", filename: "security.log", formatter: "text" } },
  loggers: { "mkweb.security": { handlers: ["security"], propagate: false } },
};

interface Clock {
  seconds: number;
}

/** A site whose clock stands, at the start of a minute, until it is moved. */
async function site(
  t: TestContext,
  { views = "", settings, ...files }: SiteFiles,
): Promise<Application & { readonly clock: Clock; readonly errors: readonly unknown[] }> {
  const clock: Clock = { seconds: 60_000_000 };
  const application = await makeSite(t, {
    ...files,
    views: `${imports}\n${views}`,
    settings: {
      CACHES: {
        default: { BACKEND: "mkweb/cache/backends/locmem", LOCATION: String(Math.random()) },
      },
      ...settings,
    },
    options: { now: () => clock.seconds * 1000 },
  });
  t.after(() => closeCaches(application.settings));
  return Object.assign(application, { clock });
}

/** Asks so many times at once; gives how many of each status came. */
async function statuses(
  { fetch }: Application,
  path: string,
  times: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<number, number>>> {
  const all = await Promise.all(
    Array.from({ length: times }, () =>
      fetch(new Request(new URL(path, "http://testserver"), { headers }), LOCAL),
    ),
  );
  const count: Record<number, number> = {};
  for (const { status } of all) count[status] = (count[status] ?? 0) + 1;
  return count;
}

describe("a rate", () => {
  it("is a number and a time", () => {
    assert.deepEqual(parseRate("100/m"), { limit: 100, seconds: 60 });
    assert.deepEqual(parseRate("5/30s"), { limit: 5, seconds: 30 });
    assert.deepEqual(parseRate("1000/12h"), { limit: 1000, seconds: 43_200 });
  });

  for (const text of ["", "5", "5/", "0/m", "5/0s", "-1/m", "5/m ", "5/w", "1e3/m"]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseRate(text), { code: "MKWEB_IMPROPERLY_CONFIGURED" });
    });
  }
});

describe("a client's network", () => {
  for (const [address, network] of [
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["[2001:db8::1]:443", "2001:db8:0:0::/64"],
    ["192.0.2.7:5050", "192.0.2.7"],
  ] as const) {
    it(`of ${address} is ${network}`, () => assert.equal(networkOf(address), network));
  }
});

describe("rateLimit", () => {
  it("lets exactly so many through, of 500 at once too, and says so", async (t) => {
    const application = await site(t, { urls: `path("", rateLimit("100/m")(page)),` });
    assert.deepEqual(await statuses(application, "/", 500), { 200: 100, 429: 400 });
    application.clock.seconds += 60;
    const last = await application.fetch(new Request("http://testserver/"), LOCAL);
    assert.equal(last.status, 429);
  });

  it("tells what is left by RateLimit and RateLimit-Policy, and when to come back", async (t) => {
    const application = await site(t, {
      urls: `path("", rateLimit("2/m", { window: "fixed", name: "search" })(page)),`,
    });
    application.clock.seconds += 15;
    const ask = () => application.fetch(new Request("http://testserver/"), LOCAL);
    const first = await ask();
    assert.equal(first.headers.get("ratelimit-policy"), '"search";q=2;w=60');
    assert.equal(first.headers.get("ratelimit"), '"search";r=1;t=45');
    assert.equal(first.headers.get("retry-after"), null);
    await ask();
    const refused = await ask();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("ratelimit"), '"search";r=0;t=45');
    assert.equal(refused.headers.get("retry-after"), "45");
    assert.match(await refused.text(), /Too many requests\. Try again in 45 seconds\./);
    application.clock.seconds += 45;
    assert.equal((await ask()).status, 200);
  });

  it("in a sliding window never lets more through in any such time; refused ones cost nothing", async (t) => {
    const application = await site(t, { urls: `path("", rateLimit("10/m")(page)),` });
    application.clock.seconds += 59;
    assert.deepEqual(await statuses(application, "/", 10), { 200: 10 });
    application.clock.seconds += 1;
    assert.deepEqual(await statuses(application, "/", 50), { 429: 50 });
    application.clock.seconds += 30;
    assert.deepEqual(await statuses(application, "/", 50), { 200: 5, 429: 45 });
    application.clock.seconds += 30;
    assert.deepEqual(await statuses(application, "/", 50), { 200: 5, 429: 45 });
  });

  it("is right about when to come back", async (t) => {
    const application = await site(t, { urls: `path("", rateLimit("4/m")(page)),` });
    for (let turn = 0; turn < 40; turn++) {
      application.clock.seconds += 7;
      const answer = await application.fetch(new Request("http://testserver/"), LOCAL);
      if (answer.status === 200) continue;
      const seconds = Number(answer.headers.get("retry-after"));
      assert.ok(seconds >= 1 && seconds <= 60, `${seconds}`);
      application.clock.seconds += seconds;
      assert.deepEqual(await statuses(application, "/", 1), { 200: 1 });
    }
  });

  it("counts each view for itself, and together those of one name", async (t) => {
    const application = await site(t, {
      views: `const limited = rateLimit("1/m"); const shared = rateLimit("1/m", { name: "both" });`,
      urls: `path("a/", limited(page)), path("b/", limited(page)), path("c/", shared(page)), path("d/", shared(page)),`,
    });
    const asked = [];
    for (const path of ["a/", "b/", "a/", "c/", "d/"])
      asked.push(await statuses(application, path, 1));
    assert.deepEqual(asked, [{ 200: 1 }, { 200: 1 }, { 429: 1 }, { 200: 1 }, { 429: 1 }]);
  });

  it("counts by a key of one's own, and some methods only", async (t) => {
    const application = await site(t, {
      views: `const byKey = rateLimit("1/m", { key: (request) => request.headers.get("x-key") });
        const posts = rateLimit("1/m", { methods: ["POST"] });`,
      urls: `path("", byKey(page)), path("posts/", posts(page)),`,
    });
    assert.deepEqual(await statuses(application, "/", 2, { "X-Key": "a" }), { 200: 1, 429: 1 });
    assert.deepEqual(await statuses(application, "/", 1, { "X-Key": "b" }), { 200: 1 });
    assert.deepEqual(await statuses(application, "/", 5), { 200: 5 });
    assert.deepEqual(await statuses(application, "/posts/", 5), { 200: 5 });
  });

  it("answers with the project's 429.html, or as JSON to who wants that", async (t) => {
    const application = await site(t, {
      files: { "templates/429.html": "Wait {{ seconds }}." },
      settings: { TEMPLATES: [{ DIRS: ["templates"] }] },
      urls: `path("", rateLimit("1/m", { window: "fixed" })(page)),`,
    });
    const ask = (accept: string) =>
      application.fetch(new Request("http://testserver/", { headers: { accept } }), LOCAL);
    await ask("text/html");
    assert.equal(await (await ask("text/html")).text(), "Wait 60.");
    assert.deepEqual(await (await ask("application/json")).json(), {
      detail: "Too many requests. Try again in 60 seconds.",
    });
  });

  it("believes X-Forwarded-For as far as NUM_PROXIES goes, and no further", async (t) => {
    const urls = `path("", rateLimit("1/m", { key: "address" })(page)),`;
    const open = await site(t, { urls });
    assert.deepEqual(await statuses(open, "/", 1, { "X-Forwarded-For": "192.0.2.1" }), { 200: 1 });
    assert.deepEqual(await statuses(open, "/", 1, { "X-Forwarded-For": "192.0.2.2" }), { 429: 1 });
    const behind = await site(t, { urls, settings: { NUM_PROXIES: 1 } });
    const forged = (real: string) => ({
      "X-Forwarded-For": `198.51.100.${Math.floor(Math.random() * 200)}, ${real}`,
    });
    assert.deepEqual(await statuses(behind, "/", 3, forged("192.0.2.1")), { 200: 1, 429: 2 });
    assert.deepEqual(await statuses(behind, "/", 1, forged("192.0.2.2")), { 200: 1 });
    assert.deepEqual(await statuses(behind, "/", 1, forged("2001:db8::1")), { 200: 1 });
    assert.deepEqual(await statuses(behind, "/", 1, forged("2001:db8::2")), { 429: 1 });
    assert.deepEqual(await statuses(behind, "/", 2, forged("not an address")), { 200: 1, 429: 1 });
  });

  it("lets all through while the cache is away, and says so once", async (t) => {
    const application = await site(t, {
      settings: {
        CACHES: { default: { BACKEND: new URL("away.ts", import.meta.url).href } },
        LOGGING: securityLog,
      },
      urls: `path("", rateLimit("1/m")(page)),`,
    });
    assert.deepEqual(await statuses(application, "/", 1), { 200: 1 });
    assert.deepEqual(await statuses(application, "/", 20), { 200: 20 });
    const lines = await readFile(new URL("security.log", application.settings.BASE_DIR), "utf8");
    assert.equal(lines.split("Rate limits are not applied").length, 2, lines);
  });

  it("is exact for several processes by Redis", { skip: noRedis }, async (t) => {
    const url = await startRedis();
    const settings = {
      CACHES: { default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: url } },
    };
    const urls = `path("", rateLimit("100/m", { name: "both" })(page)),`;
    const [one, other] = [await site(t, { urls, settings }), await site(t, { urls, settings })];
    const both = await Promise.all([statuses(one, "/", 200), statuses(other, "/", 200)]);
    assert.equal(
      both.reduce((sum, count) => sum + (count[200] ?? 0), 0),
      100,
    );
  });
});

describe("the middleware", () => {
  const MIDDLEWARE = ["mkweb/ratelimit/middleware"];

  it("holds each request to all rules it falls under", async (t) => {
    const application = await site(t, {
      settings: {
        MIDDLEWARE,
        RATELIMIT_RULES: [
          { name: "api", rate: "2/m", path: "/api/", window: "fixed" },
          { name: "all", rate: "3/m", window: "fixed" },
          { name: "images", rate: "1/m", path: /\.png$/ },
        ],
      },
      urls: `path("", page), path("api/", page), path("a.png", page),`,
    });
    const first = await application.fetch(new Request("http://testserver/api/"), LOCAL);
    assert.equal(first.headers.get("ratelimit-policy"), '"api";q=2;w=60, "all";q=3;w=60');
    assert.equal(first.headers.get("ratelimit"), '"api";r=1;t=60, "all";r=2;t=60');
    assert.deepEqual(await statuses(application, "/api/", 2), { 200: 1, 429: 1 });
    // What one rule refuses, the others do not count.
    assert.deepEqual(await statuses(application, "/", 2), { 200: 1, 429: 1 });
    application.clock.seconds += 60;
    assert.deepEqual(await statuses(application, "/a.png", 2), { 200: 1, 429: 1 });
  });

  it("refuses invalid rules when the server starts", async (t) => {
    const start = (RATELIMIT_RULES: unknown) =>
      site(t, { settings: { MIDDLEWARE, RATELIMIT_RULES }, urls: "" });
    await assert.rejects(start([{ rate: "often" }]), /'often' is not a valid rate/);
    await assert.rejects(start([{ rate: "1/m" }, { rate: "2/m" }]), /have the same name/);
  });
});

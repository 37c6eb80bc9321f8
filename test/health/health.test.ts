/** `mkweb/health` on a server: who is told what, and what has to be well. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { serve, type FetchClient } from "../../src/server/index.ts";
import { makeSite, type SiteFiles } from "../server/site.ts";

const TOKEN = "a-token-of-the-probes";
const elsewhere = { ALLOWED_IPS: ["10.0.0.0/8"] };

const site: SiteFiles = {
  views: `
    import { getConnection } from "${new URL("../../src/connections/index.ts", import.meta.url).href}";
    const query = async ({ settings }) => {
      await getConnection(settings).all("select 1");
      return new HttpResponse("asked");
    };
    const waits = async ({ draining }) => {
      await new Promise((resolve) => draining.addEventListener("abort", resolve, { once: true }));
      return new HttpResponse("done");
    };
  `,
  urls: `
    path("metered/<int:n>/", () => new HttpResponse("page"), { name: "metered" }),
    path("query/", query, { name: "query" }),
    path("waits/", waits),
  `,
};

async function serveHealth(
  t: TestContext,
  HEALTH: object = {},
  settings: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const application = await makeSite(t, {
    ...site,
    files,
    settings: {
      INSTALLED_APPS: ["mkweb/health"],
      MIDDLEWARE: ["mkweb/middleware/security", "mkweb/middleware/common"],
      ALLOWED_HOSTS: ["shop.example"],
      DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
      HEALTH: { CHECKS: ["database", "caches"], ...HEALTH },
      ...settings,
    },
  });
  const serving = await serve(application, { port: 0, signal: t.signal, gracePeriodMs: 500 });
  t.after(() => serving.close());
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    const response = await fetch(new URL(path, serving.url), {
      headers,
      method,
      redirect: "manual",
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { serving, get, application };
}

describe("/healthz and /readyz", () => {
  it("answer who asks by address, over http, whatever ALLOWED_HOSTS and redirects say", async (t) => {
    const { get } = await serveHealth(t, {}, { SECURE_SSL_REDIRECT: true });
    assert.equal((await get("/metered/1/")).status, 400);
    const alive = await get("/healthz");
    assert.deepEqual([alive.status, alive.text], [200, "alive\n"]);
    assert.equal(alive.headers.get("Cache-Control"), "no-store");
    assert.equal((await get("/readyz")).status, 200);
    assert.equal((await get("/readyz", {}, "HEAD")).text, "");
    assert.equal((await get("/healthz", {}, "POST")).status, 405);
  });

  it("tell details to who may read them, and others one word", async (t) => {
    const { get } = await serveHealth(t);
    const { status, checks } = JSON.parse((await get("/readyz")).text);
    assert.equal(status, "ready");
    assert.deepEqual(Object.keys(checks), ["database:default", "cache:default"]);
    assert.ok(checks["database:default"].ok && checks["database:default"].duration_ms >= 0);
    const proxied = await get("/readyz", { "X-Forwarded-For": "203.0.113.7" });
    assert.equal(proxied.text, "ready\n");

    const wary = await serveHealth(t, { ...elsewhere, TOKEN });
    assert.equal((await wary.get("/readyz")).text, "ready\n");
    assert.equal((await wary.get("/readyz", { Authorization: "Bearer wrong" })).text, "ready\n");
    assert.match((await wary.get("/readyz", { Authorization: `Bearer ${TOKEN}` })).text, /^\{/);
  });

  it("say 503 and what is wrong where a check fails, without its secrets", async (t) => {
    const own = `export default () => { throw new Error("redis://x:s3cret@cache is away"); };`;
    const { get } = await serveHealth(t, { CHECKS: ["database", "own.ts"] }, {}, { "own.ts": own });
    const { status, text } = await get("/readyz");
    assert.equal(status, 503);
    const { checks, status: word } = JSON.parse(text);
    assert.deepEqual(
      [word, checks["database:default"].ok, checks["own.ts"].ok],
      ["not ready", true, false],
    );
    assert.match(checks["own.ts"].error, /^redis:\/\/x:\*+@cache is away$/);
    assert.equal((await get("/healthz")).status, 200);
  });

  it("give up a check that does not answer, and do not begin it again while it runs", async (t) => {
    const own = `
      globalThis.begun = 0;
      export default () => { globalThis.begun += 1; return new Promise(() => {}); };
    `;
    const HEALTH = { CHECKS: ["own.ts"], CHECK_TIMEOUT: 0.05 };
    const { get } = await serveHealth(t, HEALTH, {}, { "own.ts": own });
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("/readyz")));
    for (const { status, text } of answers) {
      assert.equal(status, 503);
      assert.match(JSON.parse(text).checks["own.ts"].error, /No answer within 0\.05 s/);
    }
    t.mock.method(
      performance,
      "now",
      (
        (real) => () =>
          real() + 5000
      )(performance.now.bind(performance)),
    );
    assert.equal((await get("/readyz")).status, 503);
    assert.equal(Reflect.get(globalThis, "begun"), 1);
  });

  it("say that migrations are not applied", async (t) => {
    const { get } = await serveHealth(
      t,
      { CHECKS: ["migrations"] },
      { INSTALLED_APPS: ["mkweb/health", "mkweb/sessions"] },
    );
    const { status, text } = await get("/readyz");
    assert.equal(status, 503);
    assert.match(JSON.parse(text).checks.migrations.error, /1 migration\(s\) are not applied/);
  });

  it("say 503 as soon as the server is told to stop, and still that it is alive", async (t) => {
    const { serving } = await serveHealth(t);
    const held = connect(serving.port, "127.0.0.1");
    const probe = connect(serving.port, "127.0.0.1");
    let answers = "";
    probe.setEncoding("utf8").on("data", (text: string) => (answers += text));
    const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
    probe.write(ask("/readyz"));
    await once(probe, "data");
    assert.match(answers, /^HTTP\/1\.1 200 /);
    answers = "";
    // Begun before the server stops, so that the connection is not an idle one.
    probe.write(ask("/readyz").slice(0, -2));
    held.write(ask("/waits/").replace("Host: x", "Host: shop.example"));
    while (!(await connected(serving.port))) continue;
    const closed = serving.close();
    probe.write("\r\n");
    await once(probe, "close");
    assert.match(answers, /^HTTP\/1\.1 503 [^]*"status":"draining"/);
    held.destroy();
    await closed;
  });
});

/** Whether what was sent before has been read: a connection made after it is taken. */
async function connected(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  await once(socket.resume(), "close");
  return true;
}

describe("/metrics", () => {
  it("is for nobody through fetch whose address the platform does not tell", async (t) => {
    const { application } = await serveHealth(t, {}, { MIDDLEWARE: [] });
    const ask = async (client?: FetchClient): Promise<number> =>
      (await application.fetch(new Request("http://shop.example/metrics"), client)).status;
    assert.equal(await ask(), 403);
    assert.equal(await ask({ remoteAddress: "203.0.113.9" }), 403);
    assert.equal(await ask({ remoteAddress: "127.0.0.1" }), 200);
  });

  it("counts requests by method, status and the name of their route, never by their path", async (t) => {
    const { get, application } = await serveHealth(t, {}, { MIDDLEWARE: [] });
    for (const n of [1, 2]) await get(`/metered/${n}/`);
    await application.fetch(new Request("http://shop.example/metered/3/"));
    await get("/metered/4/", {}, "HEAD");
    await get("/no/such/s3cret-path");
    await get("/query/");
    const { status, text, headers } = await get("/metrics");
    assert.equal(status, 200);
    assert.equal(headers.get("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    for (const line of [
      'mkweb_http_requests_total{method="GET",status="200",route="metered"} 3',
      'mkweb_http_requests_total{method="HEAD",status="200",route="metered"} 1',
      'mkweb_http_request_duration_seconds_count{method="GET",route="metered"} 3',
      "mkweb_http_requests_in_flight 1",
      "mkweb_processes 1",
    ]) {
      assert.ok(text.includes(`\n${line}\n`), line);
    }
    assert.match(text, /\nmkweb_http_requests_total\{method="GET",status="404",route=""\} [1-9]/);
    assert.match(text, /\nmkweb_db_queries_total\{database="default",outcome="ok"\} [1-9]/);
    assert.match(text, /\nprocess_resident_memory_bytes [1-9]\d{6,}\n/);
    assert.match(text, /\nnodejs_eventloop_lag_p99_seconds [\d.e-]+\n/);
    assert.doesNotMatch(text, /s3cret|metered\/1/);
  });

  it("is forbidden to who asks through a proxy or from elsewhere, and nowhere with null", async (t) => {
    const { get } = await serveHealth(t, { TOKEN });
    for (const name of ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"]) {
      assert.equal((await get("/metrics", { [name]: "127.0.0.1" })).status, 403);
    }
    const authorized = { "X-Forwarded-For": "203.0.113.7", Authorization: `Bearer ${TOKEN}` };
    assert.equal((await get("/metrics", authorized)).status, 200);
    assert.equal((await (await serveHealth(t, elsewhere)).get("/metrics")).status, 403);
    const none = await serveHealth(t, { METRICS_PATH: null }, { MIDDLEWARE: [] });
    assert.equal((await none.get("/metrics")).status, 404);
  });
});

describe("HEALTH", () => {
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ LIVE_PATHS: "/" }, /HEALTH has no 'LIVE_PATHS'\. Did you mean 'LIVE_PATH'\?/],
    [{ LIVE_PATH: "healthz" }, /HEALTH\.LIVE_PATH must be a path/],
    [{ CHECKS: ["databse"] }, /names 'databse', which does not exist\. Did you mean 'database'\?/],
    [{ CHECK_TIMEOUT: 0 }, /CHECK_TIMEOUT must be a number of seconds/],
    [{ ALLOWED_IPS: ["10.0.0.0/33"] }, /"10\.0\.0\.0\/33" is neither an address/],
    [{ ALLOWED_IPS: ["localhost"] }, /"localhost" is neither an address/],
    [{ TOKEN: "short" }, /TOKEN must have 16 characters/],
  ];
  for (const [HEALTH, message] of refused) {
    it(`refuses ${JSON.stringify(HEALTH)}`, async (t) => {
      await assert.rejects(serveHealth(t, HEALTH), {
        code: "MKWEB_IMPROPERLY_CONFIGURED",
        message,
      });
    });
  }
});

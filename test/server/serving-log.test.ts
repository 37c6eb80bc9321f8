/** What a server says of its requests, in the log and to who asks. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { serve } from "../../src/server/index.ts";
import { logRecords, type LoggedRecord } from "./log-records.ts";
import { makeSite, type SiteFiles } from "./site.ts";

const logging = new URL("../../src/logging/index.ts", import.meta.url).href;
const connections = new URL("../../src/connections/index.ts", import.meta.url).href;

const site: SiteFiles = {
  views: `
    import { setTimeout as sleep } from "node:timers/promises";
    import { getLogger } from ${JSON.stringify(logging)};
    import { getConnection } from ${JSON.stringify(connections)};
    const said = async (request) => {
      getLogger("shop").error("first");
      await sleep(1);
      getLogger("shop").error("second");
      return new HttpResponse(request.id);
    };
    const slow = async () => { await sleep(60); return new HttpResponse("slow"); };
    async function* pieces() { yield "12345"; yield "67890"; }
    async function* endless() { yield "begin"; await new Promise(() => {}); }
    const query = async (request) => {
      await getConnection(request.settings).all("select 's3cret' as a, ? as b", ["hidden"]);
      return new HttpResponse("asked");
    };
  `,
  urls: `
    path("said/", said, { name: "said" }),
    path("page/<int:n>/", () => new HttpResponse("twelve bytes"), { name: "page" }),
    path("slow/", slow),
    path("stream/", () => new StreamingHttpResponse(pieces())),
    path("endless/", () => new StreamingHttpResponse(endless())),
    path("query/", query),
    path("own-id/", () => new HttpResponse("", { headers: { "X-Request-ID": "mine" } })),
    path("fails/", () => { throw new Error("token=s3cret"); }),
  `,
};

async function serveWith(t: TestContext, settings: Readonly<Record<string, unknown>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-serving-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const filename = join(folder, "site.log");
  const application = await makeSite(t, {
    ...site,
    options: { logErrors: true, accessLog: true },
    settings: {
      ALLOWED_HOSTS: ["127.0.0.1"],
      LOGGING: {
        handlers: { file: { class: "file", filename, formatter: "json" } },
        root: { handlers: ["file"] },
        ...Object(settings["LOGGING"]),
      },
      ...Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "LOGGING")),
    },
  });
  const serving = await serve(application, {
    port: 0,
    signal: t.signal,
    gracePeriodMs: 500,
    accessLog: true,
  });
  t.after(() => serving.close());
  const records = async (): Promise<readonly LoggedRecord[]> =>
    logRecords(await readFile(filename, "utf8"));
  const url = (path: string): URL => new URL(path, serving.url);
  /** The lines of a logger, once there are so many. */
  const wait = async (logger: string, count: number): Promise<readonly LoggedRecord[]> => {
    for (;;) {
      const found = (await records()).filter((each) => each.logger === logger);
      if (found.length >= count) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    serving,
    records,
    url,
    wait,
    application,
    get: (path: string, init?: RequestInit) => fetch(url(path), init),
  };
}

describe("the access log", () => {
  it("has a line for each request: method, path, status, bytes, time, client and route", async (t) => {
    const { get, wait } = await serveWith(t);
    await (await get("/page/7/?a=1&token=s3cret")).text();
    await (await get("/nowhere/")).text();
    await (await get("/page/8/", { method: "HEAD" })).text();
    const [page, nowhere, head] = await wait("mkweb.access", 3);
    const {
      time: _time,
      pid: _pid,
      request_id: id,
      duration_ms: duration,
      ...rest
    }: Partial<LoggedRecord> = page ?? {};
    assert.deepEqual(rest, {
      level: "INFO",
      logger: "mkweb.access",
      message: "GET /page/7/?a=1&token=******************** 200",
      method: "GET",
      path: "/page/7/?a=1&token=********************",
      status: 200,
      bytes: 12,
      client: "127.0.0.1",
      route: "page",
    });
    assert.match(String(id), /^[0-9a-f]{16}-[0-9a-f]{6}$/);
    assert.ok(typeof duration === "number" && duration > 0);
    assert.deepEqual([nowhere?.["status"], nowhere?.["route"]], [404, undefined]);
    assert.deepEqual([head?.["status"], head?.["bytes"], head?.["method"]], [200, 0, "HEAD"]);
  });

  it("counts what a stream sent, and says that a client went away", async (t) => {
    const { get, wait, serving } = await serveWith(t);
    assert.equal(await (await get("/stream/")).text(), "1234567890");
    const socket = connect(serving.port, "127.0.0.1");
    socket.write("GET /endless/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    const [whole, left] = await wait("mkweb.access", 2);
    assert.ok(Number(whole?.["bytes"]) >= 10);
    assert.equal(whole?.["aborted"], undefined);
    assert.equal(left?.["aborted"], true);
  });

  it("sees requests through application.fetch too, with what a stream gave and that it was left", async (t) => {
    const { application, wait } = await serveWith(t);
    const ask = (path: string) => application.fetch(new Request(`http://127.0.0.1${path}`));
    assert.equal(await (await ask("/page/7/?a=1")).text(), "twelve bytes");
    assert.equal(await (await ask("/stream/")).text(), "1234567890");
    const reader = (await ask("/endless/")).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const [page, whole, left] = await wait("mkweb.access", 3);
    assert.deepEqual(
      [page?.message, page?.["bytes"], page?.["route"], page?.["client"], page?.["aborted"]],
      ["GET /page/7/?a=1 200", 12, "page", undefined, undefined],
    );
    assert.deepEqual([whole?.["bytes"], whole?.["aborted"]], [10, undefined]);
    assert.deepEqual([left?.["path"], left?.["aborted"]], ["/endless/", true]);
  });

  it("is off where LOGGING says so", async (t) => {
    const { get, records } = await serveWith(t, {
      LOGGING: { loggers: { "mkweb.access": { level: "WARNING" } } },
    });
    await (await get("/page/1/")).text();
    await (await get("/fails/")).text();
    assert.deepEqual(
      (await records()).map(({ logger }) => logger),
      ["mkweb.request"],
    );
  });
});

describe("a request's id", () => {
  it("is in every line of the request, in request.id, and goes back", async (t) => {
    const { get, wait } = await serveWith(t);
    const [one, two] = await Promise.all([get("/said/"), get("/said/")]);
    const ids = [one.headers.get("X-Request-ID"), two.headers.get("X-Request-ID")];
    assert.deepEqual([await one.text(), await two.text()], ids);
    assert.notEqual(ids[0], ids[1]);
    for (const id of ids) {
      const lines = (await wait("shop", 4)).filter((each) => each.request_id === id);
      assert.deepEqual(
        lines.map(({ message }) => message),
        ["first", "second"],
      );
    }
    assert.equal((await get("/own-id/")).headers.get("X-Request-ID"), "mine");
  });

  it("is what the client sent only where TRUST_REQUEST_ID says so and it is well-formed", async (t) => {
    const send = (id: string) => ({ headers: { "X-Request-ID": id } });
    const wary = await serveWith(t);
    assert.notEqual((await wary.get("/said/", send("abc"))).headers.get("X-Request-ID"), "abc");
    const trusting = await serveWith(t, { TRUST_REQUEST_ID: true });
    const sentBack = async (id: string): Promise<string | null> =>
      (await trusting.get("/said/", send(id))).headers.get("X-Request-ID");
    assert.equal(await sentBack("7b6c:Root=1-67.a/b+c@d"), "7b6c:Root=1-67.a/b+c@d");
    for (const id of ["a b", 'a"b', "a,b", "<b>", "a".repeat(129), "$(id)"]) {
      assert.match((await sentBack(id)) ?? "", /^[0-9a-f]{16}-[0-9a-f]{6}$/);
    }
  });

  it("has another header, or none", async (t) => {
    const other = await serveWith(t, { REQUEST_ID_HEADER: "X-Trace" });
    const { headers } = await other.get("/page/1/");
    assert.ok(headers.get("X-Trace") && !headers.has("X-Request-ID"));
    const none = await serveWith(t, { REQUEST_ID_HEADER: null });
    assert.ok(!(await none.get("/page/1/")).headers.has("X-Request-ID"));
  });
});

describe("slowness", () => {
  it("of a request is a warning from SLOW_REQUEST_TIME on", async (t) => {
    const { get, wait } = await serveWith(t, { SLOW_REQUEST_TIME: 0.05 });
    await (await get("/slow/")).text();
    const [line] = await wait("mkweb.request.slow", 1);
    assert.deepEqual([line?.level, line?.message], ["WARNING", "Slow request: GET /slow/"]);
    assert.ok(Number(line?.["duration_ms"]) >= 50);
  });

  for (const [DEBUG, sql, params] of [
    [false, "select ? as a, ? as b", undefined],
    [true, "select 's3cret' as a, ? as b", ["hidden"]],
  ] as const) {
    it(`of a query is a warning, ${DEBUG ? "with" : "without"} its values`, async (t) => {
      const { get, wait } = await serveWith(t, {
        DEBUG,
        SLOW_QUERY_TIME: 0.000_001,
        DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
      });
      const id = (await get("/query/")).headers.get("X-Request-ID");
      const line = (await wait("mkweb.db", 1)).find((each) =>
        String(each["sql"]).includes(" as b"),
      );
      assert.deepEqual([line?.level, line?.message], ["WARNING", "Slow query"]);
      assert.deepEqual([line?.["sql"], line?.["params"], line?.request_id], [sql, params, id]);
    });
  }
});

describe("what is refused", () => {
  it("is said to mkweb.security by the name of the error, and as 4xx to who asks for warnings", async (t) => {
    const LOGGING = { loggers: { "mkweb.request": { level: "WARNING" } } };
    const { wait, serving } = await serveWith(t, {
      LOGGING,
      MIDDLEWARE: ["mkweb/middleware/common"],
    });
    const socket = connect(serving.port, "127.0.0.1");
    socket.write("GET /page/1/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    await new Promise((resolve) => socket.once("close", resolve).resume());
    const [line] = await wait("mkweb.security.DisallowedHost", 1);
    assert.equal(line?.level, "ERROR");
    assert.match(line?.message ?? "", /Invalid HTTP_HOST header: 'evil\.example'/);
    const [warning] = await wait("mkweb.request", 1);
    assert.deepEqual([warning?.level, warning?.message], ["WARNING", "Bad Request: GET /page/1/"]);
  });

  it("by the CSRF protection is said to mkweb.security.csrf with the reason, and not to mkweb.request as well", async (t) => {
    const LOGGING = { loggers: { "mkweb.request": { level: "WARNING" } } };
    const { get, wait, records } = await serveWith(t, {
      LOGGING,
      MIDDLEWARE: ["mkweb/middleware/csrf"],
    });
    const refused = await get("/page/1/", { method: "POST" });
    assert.equal(refused.status, 403);
    const [line] = await wait("mkweb.security.csrf", 1);
    assert.deepEqual(
      [line?.level, line?.message, line?.["status"], line?.request_id],
      [
        "WARNING",
        "Forbidden (CSRF cookie not set.): POST /page/1/",
        403,
        refused.headers.get("X-Request-ID"),
      ],
    );
    await wait("mkweb.access", 1);
    assert.ok((await records()).every(({ logger }) => logger !== "mkweb.request"));
  });
});

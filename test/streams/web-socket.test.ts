import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WebSocket, type ClientOptions } from "ws";
import { Client } from "../../src/test/index.ts";
import { makeSite } from "../server/site.ts";
import { servedSite, streams, until, type ServedSite } from "./serving.ts";

const limit = { timeout: 20_000 };

const echo = `async function echo(request, socket, params) {
  seen.push(["opened", params]);
  for await (const message of socket) await socket.send(message);
  seen.push(["closed", await socket.closed]);
}`;

/** What each client got, from the first moment on. */
const messages = new WeakMap<WebSocket, string[]>();
const ends = new WeakMap<WebSocket, Promise<{ readonly code: number; readonly reason: string }>>();

/** A client's end, open; cut off after the test. */
async function opened(
  t: TestContext,
  site: ServedSite,
  path: string,
  options: ClientOptions = {},
  protocols: string[] = [],
): Promise<WebSocket> {
  const socket = new WebSocket(site.url.replace("http", "ws") + path, protocols, options);
  t.after(() => socket.terminate());
  const got: string[] = [];
  messages.set(socket, got);
  socket.on("message", (data: Buffer, isBinary) =>
    got.push(data.toString(isBinary ? "hex" : "utf8")),
  );
  const end = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  ends.set(socket, end);
  await once(socket, "open");
  return socket;
}

const closeOf = (socket: WebSocket): Promise<unknown> => Promise.resolve(ends.get(socket));

async function messageOf(socket: WebSocket): Promise<string | undefined> {
  const got = messages.get(socket) ?? [];
  await until(() => got.length > 0);
  return got.shift();
}

const HANDSHAKE = {
  Host: "127.0.0.1",
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** What the server answers to a handshake: all of it, or the head of what opens one. */
async function answerTo(
  port: number,
  path: string,
  { first = `GET ${path} HTTP/1.1`, ...changed }: Readonly<Record<string, string>> = {},
): Promise<string> {
  const lines = Object.entries({ ...HANDSHAKE, ...changed }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const socket = connect(port, "127.0.0.1");
  socket.write(`${[first, ...lines].join("\r\n")}\r\n\r\n`);
  let answer = "";
  for await (const chunk of socket.setEncoding("latin1")) {
    answer += String(chunk);
    if (/^HTTP\/1\.1 101 [^]*\r\n\r\n/.test(answer)) break;
  }
  socket.destroy();
  return answer;
}

describe("a WebSocket", limit, () => {
  it("takes texts and bytes, and knows what the URL captured and how it ended", async (t) => {
    const site = await servedSite(t, {
      views: echo,
      urls: `path("ws/<int:room>/", websocket(echo)),`,
    });
    const socket = await opened(t, site, "ws/7/");
    socket.send("größe");
    assert.equal(await messageOf(socket), "größe");
    socket.send(Buffer.of(0, 255));
    assert.equal(await messageOf(socket), "00ff");
    socket.close(4001, "enough");
    assert.deepEqual(await closeOf(socket), { code: 4001, reason: "enough" });
    await until(() => site.seen.length === 2);
    assert.deepEqual(site.seen, [
      ["opened", { room: 7 }],
      ["closed", { code: 4001, reason: "enough" }],
    ]);
  });

  it("goes through the middleware: its session, its cookies, its headers", async (t) => {
    const site = await servedSite(t, {
      settings: {
        MIDDLEWARE: [
          "mkweb/middleware/gzip",
          "mkweb/middleware/conditional",
          "mkweb/middleware/security",
          "mkweb/sessions/middleware",
          "mkweb/middleware/common",
          "mkweb/middleware/csrf",
          "mkweb/middleware/clickjacking",
        ],
        SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",
      },
      views: `const visits = websocket(async (request, socket) => {
          await socket.sendJson({ visits: request.session.get("visits", 0) });
        });
        function counted(request, params) {
          request.session.set("visits", request.session.get("visits", 0) + 1);
          return visits(request, params);
        }`,
      urls: `path("ws/", counted),`,
    });
    const answer = await answerTo(site.port, "/ws/");
    assert.match(answer, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
    assert.match(answer, /\r\nX-Frame-Options: DENY\r\n/);
    assert.doesNotMatch(answer, /\r\ncontent-/i);
    const [, cookie = ""] = /\r\nSet-Cookie: (sessionid=[^;]+)/.exec(answer) ?? [];
    const socket = await opened(t, site, "ws/", { headers: { cookie } });
    assert.equal(await messageOf(socket), '{"visits":2}');
  });

  for (const [what, headers, status] of [
    ["another site's page", { Origin: "https://evil.example" }, 403],
    ["a page without an origin, as in a sandbox", { Origin: "null" }, 403],
    ["a host that is not the site's", { Host: "evil.example" }, 400],
    ["another version of the protocol", { "Sec-WebSocket-Version": "7" }, 400],
    ["a key that is none", { "Sec-WebSocket-Key": "x" }, 400],
    ["a form", { first: "POST /ws/ HTTP/1.1", "Content-Length": "0" }, 405],
  ] as const) {
    it(`is refused to ${what} with ${status}`, async (t) => {
      const site = await servedSite(t, { views: echo, urls: `path("ws/", websocket(echo)),` });
      const answer = await answerTo(site.port, "/ws/", headers);
      assert.equal(Number(answer.slice(9, 12)), status);
      assert.match(answer, /\r\nConnection: close\r\n/);
      assert.deepEqual(site.seen, []);
    });
  }

  it("is open to this site's pages, to CSRF_TRUSTED_ORIGINS and to what is no browser", async (t) => {
    const site = await servedSite(t, {
      settings: { CSRF_TRUSTED_ORIGINS: ["https://*.example.com"] },
      views: echo,
      urls: `path("ws/", websocket(echo)),`,
    });
    for (const origin of [site.url.replace(/\/$/, ""), "https://shop.example.com", undefined]) {
      await opened(t, site, "ws/", origin === undefined ? {} : { headers: { Origin: origin } });
    }
    await until(() => site.seen.length === 3);
  });

  it("has no other answers than a page has: 404, 426, a redirect, an error", async (t) => {
    const site = await servedSite(t, {
      views: `${echo} function breaks() { throw new Error("broken"); }`,
      handlers: `import { redirect } from ${JSON.stringify(new URL("../../src/shortcuts/index.ts", import.meta.url).href)};`,
      urls: `path("ws/", websocket(echo)), path("away/", () => redirect("/login/")), path("breaks/", breaks),
        path("page/", () => new HttpResponse("a page")),`,
    });
    assert.match(await answerTo(site.port, "/nowhere/"), /^HTTP\/1\.1 404 [^]*<h1>Not Found<\/h1>/);
    assert.match(
      await answerTo(site.port, "/away/"),
      /^HTTP\/1\.1 302 [^]*\r\nLocation: \/login\/\r\n/,
    );
    assert.match(await answerTo(site.port, "/breaks/"), /^HTTP\/1\.1 500 /);
    assert.match(await answerTo(site.port, "/page/"), /^HTTP\/1\.1 200 [^]*\r\n\r\na page$/);
    const plain = await fetch(`${site.url}ws/`);
    assert.equal(plain.status, 426);
    assert.equal(plain.headers.get("upgrade"), "websocket");
  });

  it("agrees on a subprotocol of the view's, and on none that is not", async (t) => {
    const site = await servedSite(t, {
      views: echo,
      urls: `path("ws/", websocket(echo, { protocols: ["chat.v2", "chat.v1"] })), path("none/", websocket(echo)),`,
    });
    const { protocol } = await opened(t, site, "ws/", {}, ["chat.v1", "chat.v2"]);
    assert.equal(protocol, "chat.v2");
    assert.match(
      await answerTo(site.port, "/none/", {
        "Sec-WebSocket-Protocol": "x",
        "Sec-WebSocket-Version": "13",
        Origin: "null",
      }),
      / 403 /,
    );
    const socket = new WebSocket(`${site.url.replace("http", "ws")}none/`, ["x"]);
    const [error]: unknown[] = await once(socket, "error");
    assert.match(String(error), /no subprotocol/i);
  });

  it("is closed with 1009 by a message above WEBSOCKET_MAX_MESSAGE_SIZE, however it is cut", async (t) => {
    const site = await servedSite(t, {
      settings: { WEBSOCKET_MAX_MESSAGE_SIZE: 1000 },
      views: echo,
      urls: `path("ws/", websocket(echo)),`,
    });
    const whole = await opened(t, site, "ws/");
    whole.send("x".repeat(1001));
    assert.partialDeepStrictEqual(await closeOf(whole), { code: 1009 });
    const inParts = await opened(t, site, "ws/");
    inParts.send("x".repeat(600), { fin: false });
    inParts.send("x".repeat(600), { fin: true });
    assert.partialDeepStrictEqual(await closeOf(inParts), { code: 1009 });
    assert.deepEqual(site.errors, []);
  });

  it("is closed with 1000 when the view returns, with 1011 when it fails, which is reported", async (t) => {
    const site = await servedSite(t, {
      urls: `path("returns/", websocket(async () => {})),
        path("fails/", websocket(async () => { throw new Error("no chat today"); })),`,
    });
    assert.partialDeepStrictEqual(await closeOf(await opened(t, site, "returns/")), { code: 1000 });
    assert.partialDeepStrictEqual(await closeOf(await opened(t, site, "fails/")), { code: 1011 });
    assert.match(String(site.errors), /no chat today/);
  });

  it("gives everything back when its client vanishes, and sending then is no error", async (t) => {
    const site = await servedSite(t, {
      views: `async function ticks(request, socket) {
        socket.signal.addEventListener("abort", () => seen.push("aborted"));
        request.onClose(() => seen.push("request closed"));
        try { for (;;) { await socket.send("tick"); await new Promise((resolve) => setTimeout(resolve, 1)); } }
        finally { seen.push("given back"); }
      }`,
      urls: `path("ws/", websocket(ticks)),`,
    });
    const socket = await opened(t, site, "ws/");
    await messageOf(socket);
    socket.terminate();
    await until(() => site.seen.length === 3);
    assert.deepEqual(new Set(site.seen), new Set(["aborted", "request closed", "given back"]));
    assert.deepEqual(site.errors, []);
  });

  it("survives a view that sends without waiting to one who is gone", async (t) => {
    const site = await servedSite(t, {
      urls: `path("ws/", websocket(async (request, socket) => {
        await socket.closed;
        void socket.send("anybody there?");
        seen.push("sent");
      })),`,
    });
    const socket = await opened(t, site, "ws/");
    socket.terminate();
    await until(() => site.seen.length === 1);
    assert.equal((await fetch(`${site.url}ws/`)).status, 426);
  });

  it("makes a client wait whose messages nobody reads", async (t) => {
    const site = await servedSite(t, {
      views: `let go; const reads = new Promise((resolve) => (go = resolve));
        async function late(request, socket) {
          await reads;
          let bytes = 0;
          for await (const message of socket) { bytes += message.length; if (bytes === 2_000_000 * 20) break; }
          await socket.send(String(bytes));
        }`,
      settings: { WEBSOCKET_MAX_MESSAGE_SIZE: 4_000_000 },
      urls: `path("ws/", websocket(late)), path("go/", () => { go(); return new HttpResponse(); }),`,
    });
    const socket = await opened(t, site, "ws/");
    for (let at = 0; at < 20; at++) socket.send("x".repeat(2_000_000));
    let before = -1;
    while (before !== socket.bufferedAmount) {
      before = socket.bufferedAmount;
      for (let turn = 0; turn < 5; turn++) await fetch(`${site.url}ws/`);
    }
    assert.ok(before > 0, "the server took all of it");
    await fetch(`${site.url}go/`);
    assert.equal(await messageOf(socket), "40000000");
  });

  it("makes a view wait whose client reads nothing, and ends when that lasts SEND_TIMEOUT", async (t) => {
    const site = await servedSite(t, {
      settings: { SEND_TIMEOUT: 0.3 },
      urls: `path("ws/", websocket(async (request, socket) => {
        try { for (;;) { await socket.send("x".repeat(100_000)); seen.push("sent"); } }
        finally { seen.push((await socket.closed).code); }
      })),`,
    });
    const socket = await opened(t, site, "ws/");
    socket.pause();
    await until(() => site.seen.includes(1006));
    assert.ok(site.seen.length < 1000, `${site.seen.length} messages of 100 kB were taken`);
    assert.deepEqual(site.errors, []);
  });

  it("cuts off a client that is 16 MB behind a view that does not wait", async (t) => {
    const site = await servedSite(t, {
      urls: `path("ws/", websocket(async (request, socket) => {
        for (let at = 0; at < 1000 && socket.isOpen; at++) void socket.send("x".repeat(100_000));
        seen.push((await socket.closed).code);
      })),`,
    });
    const socket = await opened(t, site, "ws/");
    socket.pause();
    await until(() => site.seen.length > 0);
    assert.deepEqual(site.seen, [1006]);
  });

  it("ends when its client answers no ping, and not while it is the view that is behind", async (t) => {
    const site = await servedSite(t, {
      settings: { WEBSOCKET_PING_INTERVAL: 0.1 },
      views: `${echo} async function slow(request, socket) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        let count = 0;
        for await (const message of socket) if (++count === 40) await socket.send("all of them");
      }`,
      urls: `path("ws/", websocket(echo)), path("slow/", websocket(slow)),`,
    });
    const busy = await opened(t, site, "slow/");
    for (let at = 0; at < 40; at++) busy.send("x");
    const dead = await opened(t, site, "ws/", { autoPong: false });
    assert.partialDeepStrictEqual(await closeOf(dead), { code: 1006 });
    assert.equal(await messageOf(busy), "all of them");
  });

  it("is closed with 1001 when the server is told to stop, and cut off at the grace period's end", async (t) => {
    const site = await servedSite(
      t,
      { views: echo, urls: `path("ws/", websocket(echo)),` },
      { gracePeriodMs: 400 },
    );
    const polite = await opened(t, site, "ws/");
    const deaf = await opened(t, site, "ws/");
    await until(() => site.seen.length === 2);
    deaf.pause();
    const said = closeOf(polite);
    void site.close();
    assert.deepEqual(await said, { code: 1001, reason: "Going Away" });
    await site.closed;
    await until(() => site.seen.length === 4);
  });
});

describe("a view that serves WebSockets", limit, () => {
  it("says which package to install where it is missing", async () => {
    const script = fileURLToPath(new URL("without-ws.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    assert.equal(stdout, "MKWEB_WS_MISSING Run: npm install ws\n");
  });
});

describe("a client that asks for another protocol", limit, () => {
  const H2C =
    "Host: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n";
  const views = `async function page(request) { return new HttpResponse(request.method + " " + request.body + ";"); }`;
  const urls = `path("", page),`;

  async function twice(socket: Socket): Promise<string> {
    socket.write(`POST / HTTP/1.1\r\n${H2C}Content-Length: 5\r\n\r\nhello`);
    let got = "";
    socket.setEncoding("utf8").on("data", (more: string) => (got += more));
    await until(() => got.includes("POST hello;"));
    socket.end(`GET / HTTP/1.1\r\n${H2C}\r\n`);
    await once(socket, "close");
    return got;
  }

  it("is answered as if it had not, and its connection stays", async (t) => {
    const site = await servedSite(t, { views, urls });
    assert.match(
      await twice(connect(site.port, "127.0.0.1")),
      /200 OK[^]*POST hello;[^]*200 OK[^]*GET ;/,
    );
  });

  it("is so by a server that is not asked which to upgrade, too", async (t) => {
    const application = await makeSite(t, { settings: { ALLOWED_HOSTS: ["*"] }, views, urls });
    const server = createServer(application.nodeListener)
      .on("upgrade", application.upgradeListener)
      .listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { port } = server.address() as AddressInfo;
    assert.match(
      await twice(connect(port, "127.0.0.1")),
      /200 OK[^]*POST hello;[^]*200 OK[^]*GET ;/,
    );
  });
});

describe("the test client", limit, () => {
  it("opens WebSockets, with its cookies, and is told why it may not", async (t) => {
    const { settings } = await makeSite(t, {
      views: `${streams} async function echo(request, socket, { room }) {
        await socket.sendJson({ room, cookie: request.COOKIES.a, secure: request.isSecure() });
        for await (const message of socket) await socket.send(message);
      }`,
      urls: `path("ws/<slug:room>/", websocket(echo, { protocols: ["v1"] })),`,
    });
    const client = new Client({ settings });
    client.cookies.store("a=1");
    const socket = await client.websocket("/ws/lobby/?x=1", { protocols: ["v1"], secure: true });
    assert.equal(socket.protocol, "v1");
    assert.deepEqual(await socket.receiveJson(), { room: "lobby", cookie: "1", secure: true });
    await socket.send("hello");
    assert.equal(await socket.receive(), "hello");
    assert.deepEqual(await socket.close(4000, "done"), { code: 4000, reason: "done" });
    assert.equal(await socket.receive(), undefined);

    await assert.rejects(client.websocket("/nowhere/"), { name: "WebSocketRefused", status: 404 });
    const headers = { Origin: "https://evil.example" };
    await assert.rejects(client.websocket("/ws/lobby/", { headers }), { status: 403 });
  });
});

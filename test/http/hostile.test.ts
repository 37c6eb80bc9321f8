/** What no honest client sends; `test/server/hostile.test.ts` has what a whole server makes of more of it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import {
  parseCookie,
  parseHeaderParameters,
  urlHasAllowedHostAndScheme,
} from "../../src/http/index.ts";
import { serve } from "../../src/server/index.ts";
import { makeSite } from "../server/site.ts";
import { requestTo } from "./request-to.ts";

const views = `
const show = (request, params) => new HttpResponse(JSON.stringify({
  path: request.path, params, get: [...request.GET.lists()], post: [...request.POST.lists()],
  cookies: Object.entries(request.COOKIES), files: [...request.FILES.keys()], secure: request.isSecure(),
}), { contentType: "application/json" });
const read = (request) => new HttpResponse(String(request.body.length));
`;
const urls = `path("show/", show), path("read/", read), path("p/<path:constructor>", show), path("s/<str:toString>/", show)`;

interface Answer {
  readonly status: number;
  readonly json: {
    readonly path: string;
    readonly params: Readonly<Record<string, string>>;
    readonly get: readonly unknown[];
    readonly post: readonly unknown[];
    readonly cookies: readonly unknown[];
    readonly secure: boolean;
  };
  readonly body: string;
}

class Site {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  async connect(): Promise<Socket> {
    const socket = connect(this.#port, "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => {});
    return socket;
  }

  /** Sends these bytes and reads until the server closes; status 0 when it closed without a word. */
  async send(...chunks: readonly (string | Buffer)[]): Promise<Answer> {
    const socket = await this.connect();
    for (const chunk of chunks) socket.write(chunk);
    const answer = await text(socket).catch(() => "");
    const [head = "", body = ""] = answer.split(/\r\n\r\n(.*)/s);
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
    return { status, body, json: body.startsWith("{") ? JSON.parse(body) : undefined };
  }

  get(target: string, headers = ""): Promise<Answer> {
    return this.send(
      `GET ${target} HTTP/1.1\r\nHost: testserver\r\n${headers}Connection: close\r\n\r\n`,
    );
  }

  post(target: string, type: string, body: string | Buffer): Promise<Answer> {
    const head = `POST ${target} HTTP/1.1\r\nHost: testserver\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
    return this.send(head, body);
  }

  async isAlive(): Promise<void> {
    assert.equal((await this.get("/show/")).status, 200, "the server goes on");
  }
}

async function start(t: TestContext): Promise<Site> {
  const application = await makeSite(t, {
    views,
    urls,
    settings: { ALLOWED_HOSTS: ["testserver"] },
  });
  const serving = await serve(application, { port: 0, host: "127.0.0.1", gracePeriodMs: 100 });
  t.after(() => serving.close());
  return new Site(serving.port);
}

const FORM = "application/x-www-form-urlencoded";
const refused = (status: number): boolean => status === 0 || (status >= 400 && status < 500);

describe("a hostile client", () => {
  it("cannot pass a header off as a proxy's by an underscore", () => {
    const request = requestTo("/", {
      headers: { X_Forwarded_Proto: "https", "X_Real-IP": "1.2.3.4" },
      settings: { SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"] },
    });

    assert.equal(request.isSecure(), false);
    assert.equal(request.META["HTTP_X_FORWARDED_PROTO"], undefined);
    assert.deepEqual([...request.headers.keys()], ["Host"]);
  });

  it("gets no other path than it wrote, however it dresses it", async (t) => {
    const site = await start(t);
    for (const [target, path] of [
      ["/p/../show/", "/p/../show/"],
      ["/p/%2e%2e/show/", "/p/../show/"],
      ["/p//a", "/p//a"],
      ["/p/a%2Fb", "/p/a/b"],
      ["/p/%00", "/p/\0"],
      ["/p/a%5Cb", "/p/a\\b"],
      ["/p/%c0%af%C0%AE", "/p/%C0%AF%C0%AE"],
      ["/p/%", "/p/%"],
      ["/p/%ED%A0%80", "/p/%ED%A0%80"],
      ["/p/%252e", "/p/%2e"],
      ["/p/a;b?c", "/p/a;b"],
      ["http://testserver/p/x", "/p/x"],
    ] as const) {
      assert.equal((await site.get(target)).json?.path, path, target);
    }
    for (const target of [
      "/show/..",
      "/%73how",
      "*",
      "//testserver/show/",
      "/s/a%2Fb/",
      "\\show/",
    ]) {
      const { status } = await site.get(target);
      assert.ok(refused(status), `${target} gave ${status}`);
    }
    assert.equal(
      (await site.get("http://evil.example/show/")).status,
      200,
      "no view asked for the host",
    );
    await site.isAlive();
  });

  it("takes prototype names for names like any other, wherever it puts them", async (t) => {
    const site = await start(t);
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const query = names.map((name) => `${name}=x`).join("&");
    const cookies = `Cookie: ${query.replaceAll("&", "; ")}\r\n`;
    const { json } = await site.get(
      `/s/__proto__/?${query}`,
      `__proto__: x\r\nconstructor: y\r\n${cookies}`,
    );

    assert.deepEqual(
      json.get,
      names.map((name) => [name, ["x"]]),
    );
    assert.deepEqual(
      json.cookies,
      names.map((name) => [name, "x"]),
    );
    assert.deepEqual(json.params, { toString: "__proto__" });
    assert.deepEqual((await site.post("/show/", FORM, query)).json.post, json.get);
    assert.equal(Object.hasOwn(Object.prototype, "x"), false);
    const request = requestTo("/", { headers: {} });
    assert.equal(request.META["constructor"], undefined);
    assert.equal(request.COOKIES["__proto__"], undefined);
    assert.equal(request.headers.get("constructor"), undefined);
  });

  it("sends a body too long in vain, whether it says so or not", async (t) => {
    const site = await start(t);
    const long = "x".repeat(3_000_000);
    const head = "POST /read/ HTTP/1.1\r\nHost: testserver\r\n";
    const chunked = `${(3_000_000).toString(16)}\r\n${long}\r\n0\r\n\r\n`;

    assert.ok(refused((await site.post("/read/", "application/json", long)).status));
    assert.ok(
      refused((await site.send(`${head}Transfer-Encoding: chunked\r\n\r\n`, chunked)).status),
    );
    assert.ok(refused((await site.send(`${head}Content-Length: 99999999999\r\n\r\n`)).status));
    await site.isAlive();
  });

  it("finds nothing that takes longer than its text is long", () => {
    const long = 200_000;
    const before = process.cpuUsage();
    urlHasAllowedHostAndScheme(`${" ".repeat(long)}x`, ["a"]);
    urlHasAllowedHostAndScheme(`x${" ".repeat(long)}x`, ["a"]);
    parseHeaderParameters(`a; b="${'\\"'.repeat(long)}`);
    parseHeaderParameters(`a${'; b="'.repeat(long)}`);
    parseCookie(`a="${"\\".repeat(long)}"`);
    parseCookie(";".repeat(long));
    requestTo(`/?${"%".repeat(long)}`).GET.get("a");
    requestTo(`/${"%ff".repeat(long)}`);
    requestTo("/", { headers: { Accept: "a/b;q=".repeat(3000) } }).accepts("x/y");
    requestTo("/", { headers: { Accept: "a/b,".repeat(3000) } }).getPreferredType(["x/y", "z/z"]);
    requestTo("/".repeat(long)).buildAbsoluteUri("../".repeat(3000));
    // What grew with the square of the length would take minutes, however fast or busy the machine.
    assert.ok(process.cpuUsage(before).user < 20_000_000);
  });
});

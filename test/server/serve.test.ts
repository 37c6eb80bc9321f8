import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, it, type TestContext } from "node:test";
import { serve, type ServeOptions, type Serving } from "../../src/server/index.ts";
import { makeProject, startProcess } from "../support/project.ts";
import { ask, makeSite, type SiteFiles } from "./site.ts";

interface Served extends Serving {
  readonly errors: readonly unknown[];
  get(path: string): Promise<Response>;
}

/** A site on a free port of this machine; stopped after the test. */
async function served(
  t: TestContext,
  site: SiteFiles,
  options: ServeOptions = {},
): Promise<Served> {
  const settings = { ALLOWED_HOSTS: ["*"], ...site.settings };
  const application = await makeSite(t, { ...site, settings });
  const controller = new AbortController();
  const signal = controller.signal;
  const serving = await serve(application, { port: 0, signal, gracePeriodMs: 500, ...options });
  t.after(async () => {
    controller.abort();
    await serving.closed;
  });
  const { errors } = application;
  return { ...serving, errors, get: (path) => fetch(new URL(path, serving.url)) };
}

/** Sends bytes as they are and gives everything that comes back. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(text);
  let answer = "";
  for await (const chunk of socket.setEncoding("utf8")) answer += String(chunk);
  return answer;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of message.setEncoding("utf8")) text += String(chunk);
  return text;
}

describe("a served application", () => {
  it("answers with status, headers, cookies, length and body", async (t) => {
    const site = await served(t, {
      urls: `path("", () => {
        const response = new HttpResponse("größe", { status: 201, headers: { "X-Mine": "1" } });
        response.setCookie("a", "1");
        response.setCookie("b", "2", { httponly: true });
        return response;
      }),`,
    });

    const response = await site.get("/");

    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-mine"), "1");
    assert.equal(response.headers.get("content-length"), "7");
    assert.deepEqual(response.headers.getSetCookie(), ["a=1; Path=/", "b=2; HttpOnly; Path=/"]);
    assert.equal(await response.text(), "größe");
  });

  it("answers HEAD with the headers of GET and no body", async (t) => {
    const site = await served(t, { urls: 'path("", () => new HttpResponse("twelve bytes")),' });

    const answer = await raw(site.port, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(answer, /Content-Length: 12\r\n/);
    assert.ok(answer.endsWith("\r\n\r\n"));
  });

  it("sends neither body nor length where HTTP has none", async (t) => {
    const site = await served(t, {
      urls: 'path("none/", () => new HttpResponse("x", { status: 204 })),',
    });

    const answer = await raw(
      site.port,
      "GET /none/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );

    assert.match(answer, /^HTTP\/1\.1 204 No Content\r\n/);
    assert.doesNotMatch(answer, /Content-Length/i);
    assert.ok(answer.endsWith("\r\n\r\n"));
  });

  it("shows views the path as it was sent, whichever way it was written", async (t) => {
    const site = await served(t, {
      urls: 'path("<path:rest>", (request) => new HttpResponse(request.path + " " + request.getHost())),',
    });
    const path = async (target: string): Promise<string | undefined> =>
      (await raw(site.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`))
        .split("\r\n\r\n")
        .at(-1);

    assert.equal(await path("/a/../b//c"), "/a/../b//c x");
    assert.equal(await path("/caf%C3%A9"), "/café x");
    assert.equal(await path("http://other/there"), "/there other");
  });

  it("answers 500 for a reason phrase that HTTP cannot carry, and goes on", async (t) => {
    const site = await served(t, {
      urls: `path("", () => new HttpResponse("hi", { reason: "two\\nlines" })),
        path("fine/", () => new HttpResponse("fine")),`,
    });

    const broken = await site.get("/");
    assert.deepEqual([broken.status, broken.statusText], [500, "Internal Server Error"]);
    assert.equal(await (await site.get("/fine/")).text(), "fine");
  });

  it("streams, waiting for a client that reads slowly", async (t) => {
    const site = await served(t, {
      views: `let made = 0;
        async function* chunks() { for (; made < 400; made++) yield "x".repeat(64 * 1024); }`,
      urls: `path("", () => new StreamingHttpResponse(chunks())),
        path("made/", () => new HttpResponse(String(made))),`,
    });

    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(site.url, { agent: false }).on("response", resolve).on("error", reject).end();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const made = Number(await (await site.get("/made/")).text());

    assert.equal(response.headers["content-length"], undefined);
    assert.ok(made > 0 && made < 400, `${made} chunks were made before anybody read`);
    assert.equal((await bodyOf(response)).length, 400 * 64 * 1024);
  });

  it("gives up a stream whose client went away, and closes its source", async (t) => {
    const site = await served(t, {
      views: `let closed = "open";
        async function* endless() {
          try { for (;;) { yield "x".repeat(1024); await new Promise((r) => setTimeout(r, 5)); } }
          finally { closed = "closed"; }
        }`,
      urls: `path("", () => new StreamingHttpResponse(endless())),
        path("state/", () => new HttpResponse(closed)),`,
    });
    const controller = new AbortController();
    await fetch(site.url, { signal: controller.signal });

    controller.abort();

    for (let at = 0; (await (await site.get("/state/")).text()) !== "closed"; at++) {
      assert.ok(at < 100, "the source was never closed");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it("cuts the connection when a stream breaks, and goes on serving", async (t) => {
    const site = await served(t, {
      views: `async function* broken() { yield "begun"; throw new Error("in the middle"); }`,
      urls: `path("", () => new StreamingHttpResponse(broken())), path("ok/", () => new HttpResponse("ok")),`,
    });

    await assert.rejects(site.get("/").then((response) => response.text()));

    assert.equal(await (await site.get("/ok/")).text(), "ok");
    assert.deepEqual(site.errors.map(String), ["Error: in the middle"]);
  });

  it("refuses a body that is too large, and stays usable for its client", async (t) => {
    const site = await served(t, {
      urls: 'path("", (request) => new HttpResponse(String(request.body.length))),',
      settings: { DATA_UPLOAD_MAX_MEMORY_SIZE: 1000 },
    });
    const post = (body: string): Promise<Response> => fetch(site.url, { method: "POST", body });

    assert.equal((await post("x".repeat(1000))).status, 200);
    assert.equal((await post("x".repeat(5_000_000))).status, 400);
    assert.equal(await (await post("fine")).text(), "4");
  });

  it("answers by the fetch door what it answers on the network", async (t) => {
    const application = await makeSite(t, {
      views: `async function* chunks() { yield "one "; yield "two"; }`,
      urls: `path("", (request) => new HttpResponse(request.POST.get("name") ?? request.method)),
        path("stream/", () => new StreamingHttpResponse(chunks())),
        path("gone/", () => new HttpResponse("x", { status: 204 })),`,
    });
    const form = { method: "POST", body: new URLSearchParams({ name: "ann" }) };

    assert.equal(await (await ask(application, "/", form)).text(), "ann");
    assert.equal(await (await ask(application, "/stream/")).text(), "one two");
    assert.equal((await ask(application, "/gone/")).status, 204);
    const head = await ask(application, "/", { method: "HEAD" });
    assert.equal(head.headers.get("content-length"), "4");
    assert.equal(await head.text(), "");
  });

  it("names a port in use, and an address that is not this machine's", async (t) => {
    const site = await served(t, {});
    const application = await makeSite(t, {});
    const signal = AbortSignal.timeout(5000);

    await assert.rejects(serve(application, { port: site.port, signal }), {
      code: "MKWEB_PORT_IN_USE",
      message: `That port is already in use: 127.0.0.1:${site.port}.`,
    });
    await assert.rejects(serve(application, { host: "192.0.2.1", port: 0, signal }), {
      code: "MKWEB_CANNOT_LISTEN",
    });
  });
});

describe("stopping", () => {
  const slow = `path("slow/", async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return new HttpResponse("done");
    }), path("", () => new HttpResponse("quick")),`;

  it("is told to clients beforehand: a connection is kept longer than balancers keep theirs", async (t) => {
    const usual = await served(t, {});
    const short = await served(t, { settings: { KEEP_ALIVE_TIMEOUT: 7 } });

    assert.equal((await usual.get("/")).headers.get("keep-alive"), "timeout=65");
    assert.equal((await short.get("/")).headers.get("keep-alive"), "timeout=7");
  });

  it("finishes what is under way, closes idle connections and takes no new ones", async (t) => {
    const site = await served(t, { urls: slow }, { gracePeriodMs: 5000 });
    const idle = connect(site.port, "127.0.0.1");
    await once(idle, "connect");
    await (await site.get("/")).text();
    const underWay = site.get("/slow/");
    await new Promise((resolve) => setTimeout(resolve, 100));

    const start = Date.now();
    const closed = site.close();

    const response = await underWay;
    assert.equal(response.headers.get("connection"), "close");
    assert.equal(await response.text(), "done");
    await closed;
    assert.ok(Date.now() - start < 2000);
    await assert.rejects(site.get("/"));
    idle.destroy();
  });

  it("tells the views under way when it is told to stop, and nobody before", async (t) => {
    const site = await served(t, {
      views: `const waits = (request) => new Promise((resolve) => {
        globalThis.mkwebWaiting?.();
        request.draining.addEventListener("abort", () => resolve(new HttpResponse("told")), { once: true });
      });`,
      urls: `path("", waits),
        path("state/", (request) => new HttpResponse(String(request.draining.aborted))),`,
    });
    const asked = Promise.withResolvers<void>();
    Reflect.set(globalThis, "mkwebWaiting", asked.resolve);
    t.after(() => Reflect.deleteProperty(globalThis, "mkwebWaiting"));
    assert.equal(await (await site.get("/state/")).text(), "false");
    const underWay = site.get("/");
    await asked.promise;

    assert.equal(site.draining.aborted, false);
    const closed = site.close();

    assert.equal(await (await underWay).text(), "told");
    assert.equal(site.draining.aborted, true);
    await closed;
  });

  it("ends what does not finish within the grace period", async (t) => {
    const site = await served(
      t,
      {
        urls: 'path("", () => new Promise(() => {})),',
        // Its timer would keep this process for as long.
        settings: { VIEW_TIMEOUT: null },
      },
      { gracePeriodMs: 200 },
    );
    const stuck = site.get("/");
    stuck.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));

    const start = Date.now();
    await site.close();

    assert.ok(Date.now() - start < 2000);
    await assert.rejects(stuck);
  });

  it("a project's server.ts, run directly, serves HOST and PORT and stops politely", async (t) => {
    const project = await makeProject(t);
    const run = startProcess(["mysite/server.ts"], fileURLToPath(project.root), {
      HOST: "127.0.0.1",
      PORT: "0",
      ALLOWED_HOSTS: "127.0.0.1",
      DEBUG: "false",
    });
    await run.says(/Serving on http:\/\/127\.0\.0\.1:\d+\//);
    const url = /http:\S+/.exec(run.output())?.[0] ?? "";

    const response = await fetch(new URL("polls/", url));
    assert.equal(await response.text(), "Hello from the polls index.");
    run.child.kill("SIGTERM");

    assert.equal(await run.ended(), 0);
    assert.doesNotMatch(run.output(), /\n\s+at /);
  });

  it("a project's server.ts says what keeps it from starting, without a stack, and ends with status 1", async (t) => {
    const project = await makeProject(t);
    const folder = fileURLToPath(project.root);
    const other = await served(t, {});
    const start = (env: NodeJS.ProcessEnv): ReturnType<typeof startProcess> =>
      startProcess(["mysite/server.ts"], folder, { HOST: "127.0.0.1", ...env });

    const taken = start({ PORT: String(other.port) });
    assert.equal(await taken.ended(), 1);
    assert.equal(
      taken.output(),
      `error: That port is already in use: 127.0.0.1:${other.port}. [MKWEB_PORT_IN_USE]\n\n` +
        `hint: Stop the other server, or choose another port: ${other.port + 1}.\n`,
    );

    await project.write(
      "mysite/settings.ts",
      (await project.read("mysite/settings.ts")).replace(
        "ROOT_URLCONF",
        "VIEW_TIMEOUT: -1,\n  ROOT_URLCONF",
      ),
    );
    const wrong = start({ PORT: "0" });
    assert.equal(await wrong.ended(), 1);
    assert.match(
      wrong.output(),
      /^error: The VIEW_TIMEOUT setting must be a number of seconds, .*; it is -1\. \[MKWEB_IMPROPERLY_CONFIGURED\]\n\nhint: .*\n$/,
    );
  });

  it("a project's server.ts, imported, only exports the application", async (t) => {
    const project = await makeProject(t);
    const code =
      'const { application } = await import("./mysite/server.ts"); console.log(typeof application.fetch);';
    const run = startProcess(["--input-type=module", "-e", code], fileURLToPath(project.root));

    assert.equal(await run.ended(), 0);
    assert.equal(run.output(), "function\n");
  });
});

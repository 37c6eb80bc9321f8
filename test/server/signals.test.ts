/** Django's signals about requests, whichever door they come through. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { gotRequestException, requestFinished, requestStarted } from "mkweb/http";
import {
  gotRequestException as exceptionHere,
  requestFinished as finishedHere,
  requestStarted as startedHere,
  type HttpRequest,
} from "../../src/http/index.ts";
import { Client } from "../../src/test/index.ts";
import { ask, makeSite, type SiteFiles } from "./site.ts";

const urls = `
  path("", () => { globalThis.mkwebSeen.push("view"); return new HttpResponse("ok"); }),
  path("stream/", () => new StreamingHttpResponse((async function* () { yield "a"; globalThis.mkwebSeen.push("sent"); yield "b"; })())),
  path("boom/", () => { throw new Error("boom"); }),
  path("busy/", () => { throw new LimitExceeded("LOCK_TIMEOUT", "Locked", { hint: "Wait" }); }),
  path("gone/", () => { throw new Http404("gone"); }),
  path("refused/", () => { throw new SuspiciousOperation("no"); }),
`;

/** A site, and what happens to its requests in order. */
async function open(t: TestContext, more: SiteFiles = {}) {
  const seen: string[] = [];
  Reflect.set(globalThis, "mkwebSeen", seen);
  const started = ({ request }: { readonly request: HttpRequest }) =>
    seen.push(`started ${request.path}`);
  const finished = async ({ request }: { readonly request: HttpRequest }) => {
    await Promise.resolve();
    seen.push(`finished ${request.path}`);
  };
  const failed = ({
    exception,
    sender,
  }: {
    readonly exception: unknown;
    readonly sender: unknown;
  }) =>
    seen.push(`exception ${exception instanceof Error ? exception.message : ""} ${String(sender)}`);
  startedHere.connect(started);
  finishedHere.connect(finished);
  exceptionHere.connect(failed);
  t.after(() => {
    startedHere.disconnect(started);
    finishedHere.disconnect(finished);
    exceptionHere.disconnect(failed);
    Reflect.deleteProperty(globalThis, "mkwebSeen");
  });
  return { application: await makeSite(t, { urls, ...more }), seen };
}

/** Waits for what is told after the answer is out. */
async function until(seen: readonly string[], count: number): Promise<readonly string[]> {
  while (seen.length < count) await new Promise((resolve) => setImmediate(resolve));
  return seen;
}

describe("signals of requests", () => {
  it("are sent before the view and once the answer is out, through fetch", async (t) => {
    const { application, seen } = await open(t);
    assert.equal(await (await ask(application, "/")).text(), "ok");
    assert.deepEqual(await until(seen, 3), ["started /", "view", "finished /"]);
  });

  it("are sent once each for a request over HTTP, and after a stream's last bytes", async (t) => {
    const { application, seen } = await open(t, { settings: { ALLOWED_HOSTS: ["*"] } });
    const server = createServer(application.nodeListener).listen(0, "127.0.0.1");
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    await once(server, "listening");
    const address = server.address();
    assert.ok(typeof address === "object" && address);
    const answer = await fetch(`http://127.0.0.1:${address.port}/stream/`);
    assert.equal(await answer.text(), "ab");
    assert.deepEqual(await until(seen, 3), ["started /stream/", "sent", "finished /stream/"]);
  });

  it("are sent for the client of tests too", async (t) => {
    const { application, seen } = await open(t);
    const client = new Client({ settings: application.settings });
    assert.equal((await client.get("/")).status, 200);
    assert.deepEqual(seen, ["started /", "view", "finished /"]);
  });

  it("tell of errors that become pages of 500 and more, and of no others", async (t) => {
    const { application, seen } = await open(t);
    const statuses: number[] = [];
    for (const path of ["/boom/", "/busy/", "/gone/", "/refused/"]) {
      statuses.push((await ask(application, path)).status);
    }
    assert.deepEqual(statuses, [500, 503, 404, 400]);
    await until(seen, 10);
    assert.deepEqual(
      seen.filter((each) => each.startsWith("exception")),
      ["exception boom undefined", "exception Locked (LOCK_TIMEOUT). undefined"],
    );
  });

  it("make a page of what a receiver throws, and harm no other request", async (t) => {
    const { application } = await open(t);
    const refuse = ({ request }: { readonly request: HttpRequest }) => {
      if (request.path === "/boom/") throw new Error("not today");
    };
    startedHere.connect(refuse);
    exceptionHere.connect(refuse);
    t.after(() => {
      startedHere.disconnect(refuse);
      exceptionHere.disconnect(refuse);
    });
    assert.equal((await ask(application, "/boom/")).status, 500);
    assert.equal((await ask(application, "/")).status, 200);
    assert.match(String(application.errors[0]), /not today/);
  });

  it("are reported, and not lost, when a receiver of the last one fails", async (t) => {
    const { application } = await open(t);
    const refuse = () => {
      throw new Error("after all");
    };
    finishedHere.connect(refuse);
    t.after(() => finishedHere.disconnect(refuse));
    assert.equal((await ask(application, "/")).status, 200);
    await until(application.errors.map(String), 0);
    while (application.errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.match(String(application.errors[0]), /after all/);
  });

  it("come from mkweb/http", () => {
    for (const signal of [requestStarted, requestFinished, gotRequestException]) {
      assert.equal(signal.hasListeners(), false);
    }
  });
});

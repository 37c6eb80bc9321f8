import assert from "node:assert/strict";
import { once } from "node:events";
import { get as httpGet, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { Client } from "../../src/test/index.ts";
import { makeSite } from "../server/site.ts";
import { servedSite, streams, until } from "./serving.ts";

const limit = { timeout: 20_000 };

async function textOf(response: Response): Promise<string> {
  return response.text();
}

/** Reads until the text has arrived. */
async function readsUntil(response: Response, text: string): Promise<string> {
  assert.ok(response.body);
  let got = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    got += chunk;
    if (got.includes(text)) return got;
  }
  return got;
}

function open(url: string, headers = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpGet(url, { headers, agent: false }, resolve).on("error", reject);
  });
}

describe("a stream of events", limit, () => {
  it("is written as browsers read it", async (t) => {
    const site = await servedSite(t, {
      urls: `path("", () => new EventStreamResponse((async function* () {
        yield "plain";
        yield { event: "price", id: 7, data: { now: 1 }, retry: 500 };
        yield "two\\r\\nlines\\nand a third";
        yield { comment: "a note" };
        yield { event: "tick" };
        yield { id: "8" };
      })(), { retry: 1000 })),`,
    });

    const response = await fetch(site.url);

    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    assert.equal(response.headers.get("cache-control"), "no-cache, no-transform");
    assert.equal(response.headers.get("x-accel-buffering"), "no");
    assert.equal(
      await textOf(response),
      'retry: 1000\n\ndata: plain\n\nevent: price\nid: 7\nretry: 500\ndata: {"now":1}\n\n' +
        "data: two\ndata: lines\ndata: and a third\n\n: a note\n\nevent: tick\ndata: \n\nid: 8\n\n",
    );
  });

  for (const [what, event] of Object.entries({
    "a line break in its name": `{ event: "a\\ndata: forged", data: "" }`,
    "a line break in its id": `{ id: "a\\rdata: forged", data: "" }`,
    "a NUL in its id": `{ id: "a\\0", data: "" }`,
    "a time to wait that is none": `{ retry: -1 }`,
    "data that JSON has not": `{ data: () => 1 }`,
  })) {
    it(`breaks rather than send an event with ${what}`, async (t) => {
      const site = await servedSite(t, {
        urls: `path("", () => new EventStreamResponse((async function* () {
          try { yield ${event}; } finally { seen.push("given back"); }
        })())),`,
      });
      await assert.rejects(async () => textOf(await fetch(site.url)));
      await until(() => site.errors.length > 0);
      assert.match(String(site.errors[0]), /^(?:Type|Range)Error: An event's /);
      assert.deepEqual(site.seen, ["given back"]);
    });
  }

  it("begins at once, before there is an event", async (t) => {
    const site = await servedSite(t, {
      urls: `path("", () => new EventStreamResponse(async function* (signal) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      })),`,
    });
    const response = await open(site.url);
    await once(response, "data");
    response.destroy();
  });

  it("is pinged while nothing happens, without asking its source again", async (t) => {
    const site = await servedSite(t, {
      views: `function source() {
        return { [Symbol.asyncIterator]: () => ({
          next: () => { seen.push("asked"); return new Promise(() => {}); },
          return: async () => { seen.push("returned"); return { done: true }; },
        }) };
      }`,
      urls: `path("", () => new EventStreamResponse(source(), { ping: 0.01 })),`,
    });
    const response = await fetch(site.url);
    await readsUntil(response, ": ping\n\n: ping\n\n: ping\n\n");
    await until(() => site.seen.includes("returned"));
    assert.deepEqual(site.seen, ["asked", "returned"]);
  });

  it("loses no event that comes while a ping is on its way", async (t) => {
    const site = await servedSite(t, {
      views: `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`,
      urls: `path("", () => new EventStreamResponse((async function* () {
        for (let at = 0; at < 50; at++) { await wait(at % 3); yield String(at); }
      })(), { ping: 0.001 })),`,
    });
    const text = await textOf(await fetch(site.url));
    const data = Array.from(text.matchAll(/^data: (\d+)$/gm), ([, number]) => Number(number));
    assert.deepEqual(
      data,
      Array.from({ length: 50 }, (_, at) => at),
    );
  });

  it("gives everything back at once when its client is gone, though its source waits", async (t) => {
    const site = await servedSite(t, {
      views: `async function* waits(signal) {
        signal.addEventListener("abort", () => seen.push("aborted"));
        try {
          yield "one";
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        } finally { seen.push("given back"); }
      }`,
      urls: `path("", () => new EventStreamResponse(waits)),`,
    });
    const response = await open(site.url);
    await once(response, "data");
    response.socket.resetAndDestroy();
    await until(() => site.seen.length === 2);
    assert.deepEqual(site.seen, ["aborted", "given back"]);
    assert.deepEqual(site.errors, []);
  });

  it("asks for no more than its client takes", async (t) => {
    const site = await servedSite(t, {
      views: `async function* much() { for (;;) { seen.push(1); yield "x".repeat(10_000); } }`,
      urls: `path("", () => new EventStreamResponse(much())), path("other/", () => new HttpResponse("fine")),`,
    });
    const socket = connect(site.port, "127.0.0.1").pause();
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await until(() => site.seen.length > 0);
    let before = -1;
    while (before !== site.seen.length) {
      before = site.seen.length;
      for (let turn = 0; turn < 5; turn++) await fetch(`${site.url}other/`);
    }
    // What the buffers of a connection hold, and far from all there is.
    assert.ok(before < 2000, `${before} events`);
    socket.destroy();
  });

  it("is given up when its client takes nothing for SEND_TIMEOUT", async (t) => {
    const site = await servedSite(t, {
      settings: { SEND_TIMEOUT: 0.3 },
      views: `async function* much() {
        try { for (;;) yield "x".repeat(100_000); } finally { seen.push("given back"); }
      }`,
      urls: `path("", () => new EventStreamResponse(much(), { ping: 0.05 })),`,
    });
    const socket = connect(site.port, "127.0.0.1")
      .pause()
      .on("error", () => {});
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await until(() => site.seen.length > 0);
    socket.destroy();
  });

  it("outlives VIEW_TIMEOUT and REQUEST_TIMEOUT", async (t) => {
    const site = await servedSite(t, {
      settings: { VIEW_TIMEOUT: 0.05, REQUEST_TIMEOUT: 0.1, REQUEST_HEADERS_TIMEOUT: 0.1 },
      views: `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`,
      urls: `path("", () => new EventStreamResponse((async function* () { await wait(400); yield "late"; })())),`,
    });
    assert.match(await textOf(await fetch(site.url)), /data: late/);
  });

  it("ends when the server is told to stop, and so does the server", async (t) => {
    const site = await servedSite(
      t,
      {
        views: `async function* waits(signal) {
          yield "one";
          seen.push("waits");
          try { await new Promise((resolve) => signal.addEventListener("abort", resolve)); }
          finally { seen.push("given back"); }
        }`,
        urls: `path("", () => new EventStreamResponse(waits)),`,
      },
      { gracePeriodMs: 60_000 },
    );
    const text = textOf(await fetch(site.url));
    await until(() => site.seen.includes("waits"));
    void site.close();
    assert.equal(await text, ": \n\ndata: one\n\n");
    await site.closed;
    assert.deepEqual(site.seen, ["waits", "given back"]);
  });

  it("is not begun for HEAD, and not when a middleware answers in its place", async (t) => {
    const site = await servedSite(t, {
      settings: { MIDDLEWARE: ["instead.ts"] },
      files: {
        "instead.ts": `import { HttpResponse } from ${JSON.stringify(new URL("../../src/http/index.ts", import.meta.url).href)};
          export default (getResponse) => async (request) => {
            const response = await getResponse(request);
            return request.GET.has("instead") ? new HttpResponse("another") : response;
          };`,
      },
      views: `async function* source() { seen.push("begun"); yield "x"; }`,
      urls: `path("", () => new EventStreamResponse(source)),`,
    });
    const head = await fetch(site.url, { method: "HEAD" });
    assert.equal(head.headers.get("content-type"), "text/event-stream");
    assert.equal(await textOf(await fetch(`${site.url}?instead`)), "another");
    assert.deepEqual(site.seen, []);
  });

  it("is left as it is by the gzip middleware, one of the view's own making too", async (t) => {
    const site = await servedSite(t, {
      settings: { MIDDLEWARE: ["mkweb/middleware/gzip"] },
      urls: `path("", () => new EventStreamResponse((async function* () { yield "x"; })())),
        path("own/", () => new StreamingHttpResponse(["data: x\\n\\n"], { contentType: "text/event-stream; charset=utf-8" })),`,
    });
    for (const path of ["", "own/"]) {
      const response = await fetch(site.url + path, { headers: { "Accept-Encoding": "gzip" } });
      assert.equal(response.headers.get("content-encoding"), null);
      assert.match(await textOf(response), /data: x\n\n$/);
    }
  });

  it("knows the last event a browser got, in whatever script its id is", async (t) => {
    const site = await servedSite(t, {
      urls: `path("", (request) => new EventStreamResponse((async function* () { yield lastEventId(request) ?? "none"; })())),`,
    });
    assert.match(await textOf(await fetch(site.url)), /data: none/);
    const id = Buffer.from("größe-7").toString("latin1");
    const response = await fetch(site.url, { headers: { "Last-Event-ID": id } });
    assert.match(await textOf(response), /data: größe-7\n/);
  });

  it("reports an error of its source, and breaks", async (t) => {
    const site = await servedSite(t, {
      urls: `path("", () => new EventStreamResponse((async function* () { yield "x"; throw new Error("no more"); })())),`,
    });
    await assert.rejects(async () => textOf(await fetch(site.url)));
    await until(() => site.errors.length > 0);
    assert.match(String(site.errors[0]), /no more/);
  });
});

describe("the test client", limit, () => {
  it("reads a stream while it goes on, and gives it back when it is closed", async (t) => {
    const seen: unknown[] = [];
    Object.assign(globalThis, { seenByClient: seen });
    const { settings } = await makeSite(t, {
      views: `${streams} async function* counts(signal) {
        try {
          for (let at = 1; ; at++) yield { event: "count", id: at, data: { at } };
        } finally { globalThis.seenByClient.push("given back"); }
      }`,
      urls: `path("", () => new EventStreamResponse(counts)), path("page/", () => new HttpResponse("x")),`,
    });
    const client = new Client({ settings });
    const stream = await client.eventStream("/");
    assert.equal(stream.response.status, 200);
    assert.deepEqual(await stream.next(), { event: "count", data: '{"at":1}', id: "1" });
    for await (const { id } of stream) if (id === "3") break;
    await until(() => seen.length > 0);
    assert.equal(await stream.next(), undefined);
    await assert.rejects(client.eventStream("/page/"), /\/page\/ answered 200 with text\/html/);
  });
});

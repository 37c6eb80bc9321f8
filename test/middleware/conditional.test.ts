import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse, HttpResponseNotFound, StreamingHttpResponse } from "../../src/http/index.ts";
import conditional from "../../src/middleware/conditional.ts";
import { through } from "./through.ts";

const etag = '"9a0364b9e99bb480dd25e1f0284c8555"';
const view = () => new HttpResponse("content");

describe("mkweb/middleware/conditional", () => {
  it("gives a page Django's ETag", async () => {
    assert.equal((await through(conditional, { view })).headers.get("ETag"), etag);
  });

  it("answers 304 without a body when the browser has the page", async () => {
    for (const sent of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const response = await through(conditional, { view, headers: { "If-None-Match": sent } });
      assert.equal(response.status, 304, sent);
      assert.ok(response instanceof HttpResponse);
      assert.equal(response.text, "");
      assert.equal(response.headers.get("ETag"), etag);
    }
  });

  it("sends the page when the browser has another, or names it without quotes", async () => {
    for (const sent of ['"other"', etag.slice(1, -1)]) {
      const response = await through(conditional, { view, headers: { "If-None-Match": sent } });
      assert.equal(response.status, 200, sent);
    }
  });

  it("goes by Last-Modified where there is no ETag", async () => {
    const date = "Sun, 21 Oct 2007 23:21:47 GMT";
    const stream = () => new StreamingHttpResponse(["a"], { headers: { "Last-Modified": date } });
    const headers = { "If-Modified-Since": date };
    assert.equal((await through(conditional, { view: stream, headers })).status, 304);
    const before = { "If-Modified-Since": "Sat, 20 Oct 2007 00:00:00 GMT" };
    assert.equal((await through(conditional, { view: stream, headers: before })).status, 200);
  });

  it("hashes neither empty bodies, nor streams, nor what must not be stored", async () => {
    const views = [
      () => new HttpResponse(""),
      () => new StreamingHttpResponse(["a"]),
      () => new HttpResponse("a", { headers: { "Cache-Control": "No-Cache, No-Store" } }),
    ];
    for (const each of views) {
      assert.equal((await through(conditional, { view: each })).headers.has("ETag"), false);
    }
  });

  it("keeps the ETag of the view, and out of other methods and errors", async () => {
    const own = () => new HttpResponse("a", { headers: { ETag: '"own"' } });
    assert.equal((await through(conditional, { view: own })).headers.get("ETag"), '"own"');
    for (const method of ["POST", "HEAD"]) {
      const headers = { "If-None-Match": etag };
      const response = await through(conditional, { view, method, headers });
      assert.equal(response.status, 200);
      assert.equal(response.headers.has("ETag"), false);
    }
    const missing = () => new HttpResponseNotFound("content");
    const headers = { "If-None-Match": etag };
    assert.equal((await through(conditional, { view: missing, headers })).status, 404);
  });
});

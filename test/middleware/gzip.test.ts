import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { describe, it } from "node:test";
import { HttpResponse, StreamingHttpResponse } from "../../src/http/index.ts";
import gzip from "../../src/middleware/gzip.ts";
import { through, type Visit } from "./through.ts";

const long = "a".repeat(1000);
const accepting = { "Accept-Encoding": "br, gzip;q=0.8" };

async function bodyOf(
  visit: Visit,
): Promise<{ readonly bytes: Buffer; readonly response: HttpResponse }> {
  const response = await through(gzip, { headers: accepting, ...visit });
  assert.ok(response instanceof HttpResponse);
  return { bytes: response.content, response };
}

describe("mkweb/middleware/gzip", () => {
  it("compresses what the browser can read, and says so", async () => {
    const { bytes, response } = await bodyOf({ view: () => new HttpResponse(long) });
    assert.equal(gunzipSync(bytes).toString(), long);
    assert.equal(response.headers.get("Content-Encoding"), "gzip");
    assert.equal(response.headers.get("Content-Length"), String(bytes.length));
    assert.equal(response.headers.get("Vary"), "Accept-Encoding");
  });

  it("tells caches that it depends on the browser even when it does not compress", async () => {
    const { bytes, response } = await bodyOf({ headers: {}, view: () => new HttpResponse(long) });
    assert.equal(bytes.toString(), long);
    assert.equal(response.headers.get("Vary"), "Accept-Encoding");
    assert.equal(response.headers.has("Content-Encoding"), false);
  });

  it("adds to a Vary header that is there", async () => {
    const view = () => new HttpResponse(long, { headers: { Vary: "Cookie, accept-encoding" } });
    assert.equal((await bodyOf({ view })).response.headers.get("Vary"), "Cookie, accept-encoding");
    const any = () => new HttpResponse(long, { headers: { Vary: "*" } });
    assert.equal((await bodyOf({ view: any })).response.headers.get("Vary"), "*");
  });

  it("leaves short, encoded and incompressible bodies alone", async () => {
    const short = await bodyOf({ view: () => new HttpResponse("a".repeat(199)) });
    assert.equal(short.response.headers.has("Content-Encoding"), false);
    assert.equal(short.response.headers.has("Vary"), false);

    const view = () => new HttpResponse(long, { headers: { "Content-Encoding": "deflate" } });
    assert.equal((await bodyOf({ view })).response.headers.get("Content-Encoding"), "deflate");

    const noise = randomBytes(300);
    const { bytes, response } = await bodyOf({ view: () => new HttpResponse(noise) });
    assert.equal(response.headers.has("Content-Encoding"), false);
    assert.deepEqual(bytes, noise);
  });

  it("compresses a stream, without a length", async () => {
    const view = () =>
      new StreamingHttpResponse(["one ", "two ", "é"], { headers: { "Content-Length": "11" } });
    const response = await through(gzip, { headers: accepting, view });
    assert.ok(response instanceof StreamingHttpResponse);
    assert.equal(response.headers.has("Content-Length"), false);
    const bytes = await buffer(response.streamingContent);
    assert.equal(gunzipSync(bytes).toString(), "one two é");
  });

  it("gives up a stream whose source fails", async () => {
    const view = () =>
      new StreamingHttpResponse(
        (function* () {
          yield long;
          throw new Error("the source broke");
        })(),
      );
    const response = await through(gzip, { headers: accepting, view });
    assert.ok(response instanceof StreamingHttpResponse);
    await assert.rejects(buffer(response.streamingContent), /the source broke/);
  });

  it("weakens a strong ETag and leaves a weak one", async () => {
    const tagged = (etag: string) => () => new HttpResponse(long, { headers: { ETag: etag } });
    assert.equal((await bodyOf({ view: tagged('"e"') })).response.headers.get("ETag"), 'W/"e"');
    assert.equal((await bodyOf({ view: tagged('W/"e"') })).response.headers.get("ETag"), 'W/"e"');
  });

  it("makes the same page weigh differently each time, against BREACH", async () => {
    const lengths = new Set<number>();
    for (let time = 0; time < 50; time += 1) {
      lengths.add((await bodyOf({ view: () => new HttpResponse(long) })).bytes.length);
    }
    assert.ok(lengths.size > 5, `${lengths.size} lengths`);
    assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 100);
  });
});

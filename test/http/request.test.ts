import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import { DisallowedHost, RequestDataTooBig } from "../../src/http/index.ts";
import { requestTo } from "./request-to.ts";

describe("HttpRequest", () => {
  it("gives path, query fields and headers", () => {
    const request = requestTo("/a/%C3%A9/?q=1&q=2&empty", { headers: { "X-Thing": "v" } });

    assert.equal(request.path, "/a/é/");
    assert.deepEqual(request.GET.getlist("q"), ["1", "2"]);
    assert.equal(request.GET.get("empty"), "");
    assert.equal(request.headers.get("x_thing"), "v");
    assert.equal(request.META["HTTP_X_THING"], "v");
  });

  it("keeps a path with two slashes at the start, dot segments and broken UTF-8 as received", () => {
    assert.equal(requestTo("//evil.example/x").path, "//evil.example/x");
    assert.equal(requestTo("/a/../b/").path, "/a/../b/");
    assert.equal(requestTo("/a/%FF%41/%zz").path, "/a/%FFA/%zz");
    assert.equal(requestTo("/a%00b").path, "/a\0b");
  });

  it("takes host and path from an absolute target", () => {
    const request = requestTo("http://localhost/x?y=1", { headers: { Host: "evil.example" } });

    assert.equal(request.path, "/x");
    assert.equal(request.getHost(), "localhost");
  });

  it("refuses a host that is malformed or not allowed", () => {
    const ask = (host: string): string =>
      requestTo("/", { headers: { Host: host }, settings: { ALLOWED_HOSTS: ["*"] } }).getHost();

    assert.equal(ask("example.com:8000"), "example.com:8000");
    for (const host of ["a@b", "a b", "a/b", "[::1", "a:80:80", "exa_mple.com", ""]) {
      assert.throws(() => ask(host), DisallowedHost, host);
    }
    assert.throws(() => requestTo("/", { headers: { Host: "evil.example" } }).getHost(), {
      message: /You may need to add 'evil.example' to ALLOWED_HOSTS/,
    });
  });

  it("reads a form before anyone asks for it", async () => {
    const request = requestTo("/?a=1", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "b=2&__proto__=x",
    });
    await request.loadBody();

    assert.equal(request.POST.get("b"), "2");
    assert.equal(request.POST.get("__proto__"), "x");
    assert.equal(request.GET.get("a"), "1");
    assert.equal(request.body.toString(), "b=2&__proto__=x");
  });

  it("complains about a body too long only to who asks for it", async () => {
    const request = requestTo("/", {
      method: "POST",
      body: "x".repeat(101),
      settings: { DATA_UPLOAD_MAX_MEMORY_SIZE: 100 },
    });
    await request.loadBody();

    assert.throws(() => request.body, RequestDataTooBig);
  });

  it("reads GET in the encoding that was set, or that the Content-Type names", () => {
    const typed = requestTo("/?a=%e9", {
      headers: { "Content-Type": "text/plain; charset=Latin-1" },
    });
    assert.equal(typed.GET.get("a"), "é");

    const request = requestTo("/?a=%e9", {
      headers: { "Content-Type": "text/plain; charset=nonsense" },
    });
    assert.equal(request.encoding, undefined);
    assert.equal(request.GET.get("a"), "\ufffd");
    request.encoding = "iso-8859-1";
    assert.equal(request.GET.get("a"), "é");
  });

  it("refuses a form in another encoding than UTF-8", async () => {
    const request = requestTo("/", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded; charset=latin-1" },
      body: "a=1",
    });
    await request.loadBody();

    assert.throws(() => request.POST, { name: "BadRequest" });
  });

  it("says who went away in the middle of the body", async () => {
    const body = new Readable({ read() {} });
    const request = requestTo("/", { method: "POST", body });
    const loaded = request.loadBody();
    body.push("half");
    body.destroy();
    await loaded;

    assert.equal(request.bodyAbandoned, true);
    assert.throws(() => request.body, { name: "UnreadablePostError" });
  });

  it("has files of its own even where there are none", () => {
    assert.notEqual(requestTo("/").FILES, requestTo("/").FILES);
    assert.equal(requestTo("/").FILES.size, 0);
  });

  it("reads cookies as Python does", () => {
    const cookies = (header: string): Record<string, string> => ({
      ...requestTo("/", { headers: { Cookie: header } }).COOKIES,
    });

    assert.deepEqual(cookies('a=1; a=2; b="x\\073 \\"y"; c; =d; e=f=g'), {
      a: "2",
      b: 'x; "y',
      "": "d",
      e: "f=g",
    });
    assert.deepEqual(cookies(Buffer.from("a=é日").toString("latin1")), { a: "é日" });
  });

  it("gives signed cookies back, unless they are too old, changed or for another purpose", () => {
    const now = 1_795_348_800_000;
    const signed = "hello:1xV6Ei:dH9q2PhU1BgFftVGwbmsVToOvfiGvGMtBKqm3uj22BM";
    const before = "hello:1xV6Ei:XPFfa5wMHW3kg7T826jlB3xRZICSACr53kDkXNvgA4M";
    const settings = { SECRET_KEY: "conformance-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz" };
    const request = (value: string, later = 0) =>
      requestTo("/", {
        headers: { Cookie: `c=${value}` },
        settings,
        context: { now: () => now + later * 1000 },
      });

    assert.equal(request(signed).getSignedCookie("c"), "hello");
    assert.equal(request(before).getSignedCookie("c"), "hello", "the salt before 5.2.15");
    assert.equal(request(signed, 10).getSignedCookie("c", { maxAge: 10 }), "hello");
    assert.throws(() => request(signed, 11).getSignedCookie("c", { maxAge: 10 }), {
      name: "SignatureExpired",
    });
    assert.throws(() => request(`x${signed}`).getSignedCookie("c"), { name: "BadSignature" });
    assert.throws(() => request(signed).getSignedCookie("c", { salt: "s" }), {
      name: "BadSignature",
    });
    assert.throws(() => request(signed).getSignedCookie("d"), RangeError);
    assert.equal(request("x").getSignedCookie("c", { default: null }), null);
    assert.equal(request("x").getSignedCookie("d", { default: 1 }), 1);
  });
});

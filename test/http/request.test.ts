import assert from "node:assert/strict";
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
});

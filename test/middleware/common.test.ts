import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  Http404,
  HttpResponse,
  HttpResponseNotFound,
  StreamingHttpResponse,
  type HttpRequest,
} from "../../src/http/index.ts";
import common, { noAppendSlash } from "../../src/middleware/common.ts";
import { path, setUrlconf } from "../../src/urls/index.ts";
import { hello, through, type Visit } from "./through.ts";

const missing = () => new HttpResponseNotFound();

before(() =>
  setUrlconf([
    path("slash/", hello),
    path("noslash", hello),
    path("both", hello),
    path("both/", hello),
    path("a/<str:v>/", hello),
    path("opt/", noAppendSlash(hello)),
  ]),
);
after(() => setUrlconf(undefined));

/** Where a visitor of a missing page is sent; undefined if nowhere. */
async function redirect(target: string, visit: Visit = {}): Promise<string | undefined> {
  const response = await through(common, { view: missing, ...visit, target });
  assert.equal(response.status, response.headers.has("Location") ? 301 : 404);
  return response.headers.get("Location");
}

describe("APPEND_SLASH", () => {
  it("redirects where only the path with a slash exists, query included", async () => {
    assert.equal(await redirect("/slash?a=1&b=x%20y"), "/slash/?a=1&b=x%20y");
    assert.equal(await redirect("/a/x"), "/a/x/");
  });

  it("leaves alone what exists, what does not with a slash either, and what has one", async () => {
    for (const target of ["/noslash", "/both", "/unknown", "/unknown/", "/slash/"]) {
      assert.equal(await redirect(target), undefined);
    }
  });

  it("looks at the patterns that were chosen for this request", async () => {
    const view = (request: HttpRequest) => {
      request.urlconf = [path("<path:anything>/", hello)];
      return missing();
    };
    assert.equal(await redirect("/unknown", { view }), "/unknown/");
  });

  it("never leads to another host", async () => {
    const view = (request: HttpRequest) => {
      request.urlconf = [path("<path:anything>/", hello)];
      return missing();
    };
    assert.equal(await redirect("//evil.example/x", { view }), "/%2Fevil.example/x/");
  });

  it("can be switched off, for a view too", async () => {
    assert.equal(await redirect("/slash", { settings: { APPEND_SLASH: false } }), undefined);
    assert.equal(await redirect("/opt"), undefined);
  });

  it("redirects a form in production, and explains the lost data while DEBUG is on", async () => {
    assert.equal(await redirect("/slash", { method: "POST" }), "/slash/");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      await assert.rejects(
        redirect("/slash", { method, settings: { DEBUG: true } }),
        new RegExp(`URL via ${method}.*APPEND_SLASH.*testserver/slash/`, "s"),
      );
    }
  });
});

describe("mkweb/middleware/common", () => {
  it("refuses hosts that ALLOWED_HOSTS does not list", async () => {
    await assert.rejects(through(common, { headers: { Host: "evil.org" } }), {
      name: "DisallowedHost",
    });
  });

  it("refuses DISALLOWED_USER_AGENTS, every time", async () => {
    const settings = { DISALLOWED_USER_AGENTS: [/bad/gi] };
    for (const agent of ["BadBot", "xxbad"]) {
      const headers = { "User-Agent": agent };
      await assert.rejects(through(common, { headers, settings }), {
        name: "PermissionDenied",
        message: "Forbidden user agent",
      });
    }
    assert.equal(
      (await through(common, { headers: { "User-Agent": "ok" }, settings })).status,
      200,
    );
    assert.equal((await through(common, { settings })).status, 200);
  });

  it("puts www. in front, and the slash behind, in one redirect", async () => {
    const settings = { PREPEND_WWW: true, ALLOWED_HOSTS: [".example.com"] };
    const visit = { settings, headers: { Host: "example.com" }, encrypted: true };
    const response = await through(common, { ...visit, target: "/slash?a=b" });
    assert.equal(response.status, 301);
    assert.equal(response.headers.get("Location"), "https://www.example.com/slash/?a=b");
    const there = await through(common, { ...visit, headers: { Host: "www.example.com" } });
    assert.equal(there.status, 200);
  });

  it("tells the length of a body in bytes, and leaves a length that is there", async () => {
    const view = () => new HttpResponse("é漢");
    assert.equal((await through(common, { view })).headers.get("Content-Length"), "5");
    const latin = () => new HttpResponse("é", { contentType: "text/plain; charset=latin-1" });
    assert.equal((await through(common, { view: latin })).headers.get("Content-Length"), "1");
    const given = () => new HttpResponse("", { headers: { "Content-Length": "9" } });
    assert.equal((await through(common, { view: given })).headers.get("Content-Length"), "9");
    const stream = () => new StreamingHttpResponse(["a"]);
    assert.equal((await through(common, { view: stream })).headers.has("Content-Length"), false);
  });

  it("lets errors of the view through", async () => {
    const view = () => {
      throw new Http404("no");
    };
    await assert.rejects(through(common, { view }), Http404);
  });
});

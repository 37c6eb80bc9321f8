import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  cacheControl,
  condition,
  HttpResponse,
  JsonResponse,
  neverCache,
  parseEtags,
  patchVaryHeaders,
  requireGET,
  requireHttpMethods,
  requireSafe,
  varyOnHeaders,
  type HttpRequest,
  type HttpResponseBase,
} from "../../src/http/index.ts";
import { requestTo } from "./request-to.ts";

const view = (_request: HttpRequest, params: { id: number }): HttpResponse =>
  new HttpResponse(`view ${params.id}`);

describe("decorators", () => {
  it("let only some methods through", async () => {
    const post = requestTo("/", { method: "POST" });
    const response = await requireGET(view)(post, { id: 1 });

    assert.equal(response.status, 405);
    assert.equal(response.headers.get("Allow"), "GET");
    assert.equal(
      (await requireSafe(view)(requestTo("/", { method: "HEAD" }), { id: 1 })).status,
      200,
    );
    assert.equal((await requireHttpMethods(["POST"])(view)(post, { id: 1 })).status, 200);
  });

  it("keep the view's name and the marks of other decorators", () => {
    const marked = Object.assign((): HttpResponse => new HttpResponse(), { csrfExempt: true });
    const wrapped = requireGET(neverCache(marked));

    assert.equal(Object.getOwnPropertyDescriptor(wrapped, "csrfExempt")?.value, true);
    assert.equal(requireGET(view).name, "view");
  });

  it("set what caches may do", async () => {
    const headers = async (decorated: typeof wrapped): Promise<string | undefined> =>
      (await decorated(requestTo("/"), { id: 1 })).headers.get("Cache-Control");
    const wrapped = cacheControl({ maxAge: 60, public: true })(view);

    assert.equal(await headers(wrapped), "max-age=60, public");
    assert.equal(
      await headers(cacheControl({ maxAge: 90, private: true })(wrapped)),
      "max-age=60, private",
    );
    assert.equal(
      await headers(neverCache(view)),
      "max-age=0, no-cache, no-store, must-revalidate, private",
    );
    const vary = await varyOnHeaders("Cookie", "Accept")(view)(requestTo("/"), { id: 1 });
    patchVaryHeaders(vary, ["cookie", "X"]);
    assert.equal(vary.headers.get("Vary"), "Cookie, Accept, X");
    patchVaryHeaders(vary, ["*"]);
    assert.equal(vary.headers.get("Vary"), "*");
  });
});

describe("condition", () => {
  const changed = new Date("2007-10-21T23:21:47Z");
  const ask = async (
    headers: Readonly<Record<string, string>>,
    method = "GET",
  ): Promise<HttpResponseBase> => {
    const decorated = condition(
      () => "tag",
      () => changed,
    )(() => new JsonResponse({}));
    return decorated(requestTo("/", { method, headers }));
  };

  it("answers by RFC 9110", async () => {
    const first = await ask({});
    assert.equal(first.headers.get("ETag"), '"tag"');
    assert.equal(first.headers.get("Last-Modified"), "Sun, 21 Oct 2007 23:21:47 GMT");
    for (const [headers, method, status] of [
      [{ "If-None-Match": '"tag"' }, "GET", 304],
      [{ "If-None-Match": 'W/"tag", "x"' }, "HEAD", 304],
      [{ "If-None-Match": "*" }, "PUT", 412],
      [
        { "If-None-Match": '"x"', "If-Modified-Since": "Sun, 21 Oct 2007 23:21:47 GMT" },
        "GET",
        200,
      ],
      [{ "If-Modified-Since": "Sun, 21 Oct 2007 23:21:47 GMT" }, "GET", 304],
      [{ "If-Modified-Since": "Sun, 21 Oct 2007 23:21:46 GMT" }, "GET", 200],
      [{ "If-Modified-Since": "nonsense" }, "GET", 200],
      [{ "If-Match": '"x"' }, "PUT", 412],
      [{ "If-Match": '"tag"' }, "PUT", 200],
      [{ "If-Match": "*" }, "PUT", 200],
      [{ "If-Unmodified-Since": "Sun, 21 Oct 2007 23:21:46 GMT" }, "PUT", 412],
      [{ "If-Unmodified-Since": "Sun, 21 Oct 2007 23:21:47 GMT" }, "PUT", 200],
    ] as const) {
      assert.equal((await ask(headers, method)).status, status, JSON.stringify(headers) + method);
    }
  });

  it("reads ETags and leaves out what is malformed", () => {
    assert.deepEqual(parseEtags('"a", W/"b", c, "d'), ['"a"', 'W/"b"']);
    assert.deepEqual(parseEtags(" * "), ["*"]);
  });
});

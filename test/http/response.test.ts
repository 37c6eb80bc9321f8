import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import {
  BadHeaderError,
  DisallowedRedirect,
  HttpResponse,
  HttpResponseNotAllowed,
  HttpResponseNotModified,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  JsonResponse,
  parseCookie,
  StreamingHttpResponse,
} from "../../src/http/index.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const now = (): number => NOW;

describe("HttpResponse", () => {
  it("has Django's defaults", () => {
    const response = new HttpResponse("é");

    assert.equal(response.status, 200);
    assert.equal(response.reasonPhrase, "OK");
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    assert.deepEqual(response.content, Buffer.from("é"));
  });

  it("grows by what is written, in its charset", () => {
    const response = new HttpResponse("a", { contentType: "text/plain; charset=iso-8859-1" });
    response.write("é");
    response.write(Buffer.of(0xff));

    assert.deepEqual(response.content, Buffer.of(0x61, 0xe9, 0xff));
    assert.throws(() => new HttpResponse("€", { charset: "latin-1" }).content, RangeError);
  });

  it("joins pieces and takes anything else for its text", () => {
    assert.equal(new HttpResponse(["a", Buffer.from("b"), 3]).text, "ab3");
    assert.equal(new HttpResponse(5).text, "5");
    assert.equal(new HttpResponse({ toString: () => "<b>" }).text, "<b>");
  });

  it("matches header names in any case and keeps the last spelling", () => {
    const response = new HttpResponse("", { headers: { "X-Tag": "one" } });
    response.headers.set("x-TAG", 2);
    response.headers.setdefault("X-tag", "three");

    assert.deepEqual(
      [...response.headers],
      [
        ["x-TAG", "2"],
        ["Content-Type", "text/html; charset=utf-8"],
      ],
    );
  });

  it("refuses headers that would break the response apart", () => {
    const { headers } = new HttpResponse();
    for (const value of ["a\nb", "a\r", "\0", "é\n", "\x7f"]) {
      assert.throws(() => headers.set("X", value), BadHeaderError, JSON.stringify(value));
    }
    for (const name of ["", "a b", "a:b", "a\n", "é", "__proto__\n"]) {
      assert.throws(() => headers.set(name, "x"), BadHeaderError, JSON.stringify(name));
    }
    assert.equal(headers.set("__proto__", "x").get("__PROTO__"), "x");
    assert.equal(headers.get("constructor"), undefined);
    assert.equal(headers.set("X", "日").get("X"), "=?utf-8?b?5pel?=");
  });

  it("takes the digits of a status, as Django does", () => {
    assert.equal(new HttpResponse("", { status: "404" }).status, 404);
  });

  it("knows only statuses from 100 to 599", () => {
    for (const status of [99, 600, 200.5, Number.NaN]) {
      assert.throws(() => new HttpResponse("", { status }), RangeError);
    }
    assert.equal(new HttpResponse("", { status: 499 }).reasonPhrase, "Unknown Status Code");
    assert.throws(
      () => new HttpResponse("", { contentType: "a/b", headers: { "content-type": "c/d" } }),
      TypeError,
    );
  });
});

describe("cookies of a response", () => {
  const cookie = (...args: Parameters<HttpResponse["setCookie"]>): string[] => {
    const response = new HttpResponse();
    response.setCookie(...args);
    return response.cookieHeaders({ now });
  };

  it("are written as Python's SimpleCookie writes them", () => {
    assert.deepEqual(cookie("a", "b"), ["a=b; Path=/"]);
    assert.deepEqual(
      cookie("a", "b", {
        maxAge: 60,
        httponly: true,
        secure: true,
        samesite: "Lax",
        domain: "x.y",
      }),
      [
        "a=b; Domain=x.y; expires=Sun, 22 Nov 2026 12:01:00 GMT; HttpOnly; Max-Age=60; Path=/; SameSite=Lax; Secure",
      ],
    );
    assert.deepEqual(cookie("a", "b", { expires: new Date(NOW + 10_000) }), [
      "a=b; expires=Sun, 22 Nov 2026 12:00:11 GMT; Max-Age=11; Path=/",
    ]);
    assert.deepEqual(cookie("a", 'x;y",\\é'), ['a="x\\073y\\"\\054\\\\\\351"; Path=/']);
  });

  it("come back as they were set", () => {
    for (const value of [
      "",
      "a b",
      'a"b',
      "a,b;c",
      "a\\b",
      "é",
      "日本",
      "\\073",
      '"',
      "a=b",
      "\n",
    ]) {
      const [header = ""] = cookie("c", value);
      const sent = header.slice(0, header.indexOf("; Path"));
      assert.equal(parseCookie(Buffer.from(sent, "latin1").toString())["c"], value, sent);
    }
  });

  it("refuse names and attributes that end early", () => {
    for (const name of ["", "a b", "a;b", "a=b", "é", "path", "Max-Age"]) {
      assert.throws(() => cookie(name, "x"), BadHeaderError, name);
    }
    assert.throws(() => cookie("a", "x", { path: "/; Domain=evil" }), BadHeaderError);
    assert.throws(() => cookie("a", "x", { domain: "x\r\nSet-Cookie: b=c" }), BadHeaderError);
    assert.throws(() => cookie("a", "x", { samesite: "invalid" }), RangeError);
    assert.throws(() => cookie("a", "x", { maxAge: 1, expires: new Date() }), RangeError);
  });

  it("are deleted with Secure where browsers insist on it", () => {
    const response = new HttpResponse();
    response.deleteCookie("__Host-a");
    response.deleteCookie("b", { samesite: "None" });
    response.setCookie("c");
    response.deleteCookie("c");
    response.setCookie("c", "new");

    assert.deepEqual(response.cookieHeaders({ now }), [
      '__Host-a=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; Secure',
      'b=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=None; Secure',
      "c=new; Path=/",
    ]);
  });

  it("can be signed", () => {
    const response = new HttpResponse();
    response.setSignedCookie("c", "hello");
    const settings = { SECRET_KEY: "conformance-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz" };

    assert.deepEqual(response.cookieHeaders({ now, settings }), [
      "c=hello:1xV6Ei:dH9q2PhU1BgFftVGwbmsVToOvfiGvGMtBKqm3uj22BM; Path=/",
    ]);
  });
});

describe("the kinds of response", () => {
  it("redirect, with the target escaped", () => {
    const response = new HttpResponseRedirect("/é/?q=a b\r\nSet-Cookie: a=b");

    assert.equal(response.status, 302);
    assert.equal(response.url, "/%C3%A9/?q=a%20b%0D%0ASet-Cookie:%20a=b");
    assert.equal(new HttpResponseRedirect("/", { preserveRequest: true }).status, 307);
    assert.equal(new HttpResponsePermanentRedirect("/").status, 301);
    assert.equal(new HttpResponsePermanentRedirect("/", { preserveRequest: true }).status, 308);
  });

  it("do not redirect to what a browser would run", () => {
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      " java\nscript:x",
      "x".repeat(16_385),
    ]) {
      assert.throws(() => new HttpResponseRedirect(url), DisallowedRedirect, url.slice(0, 20));
    }
  });

  it("say which methods are allowed; have no content when nothing changed", () => {
    assert.equal(new HttpResponseNotAllowed(["GET", "PUT"]).headers.get("Allow"), "GET, PUT");
    const response = new HttpResponseNotModified();
    assert.equal(response.headers.has("Content-Type"), false);
    assert.throws(() => {
      response.content = "x";
    }, TypeError);
  });

  it("are JSON for objects, and for the rest when told so", () => {
    const response = new JsonResponse({ a: [1, null] });

    assert.equal(response.text, '{"a":[1,null]}');
    assert.equal(response.headers.get("Content-Type"), "application/json");
    for (const data of [[], 5, null, "x", true, undefined]) {
      assert.throws(() => new JsonResponse(data), TypeError);
    }
    assert.equal(new JsonResponse([1], { safe: false }).text, "[1]");
    assert.throws(() => new JsonResponse(undefined, { safe: false }), TypeError);
  });

  it("stream texts and bytes, and let go of their source", async () => {
    let closed = 0;
    const response = new StreamingHttpResponse(["a", Buffer.from("b")]);
    response.onClose(() => {
      closed++;
      throw new Error("nobody hears this");
    });
    response.onClose(() => closed++);

    assert.equal(await text(response.streamingContent), "ab");
    await response.close();
    assert.equal(closed, 2);
  });
});

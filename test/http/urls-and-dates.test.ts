import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  httpDate,
  MediaType,
  parseHttpDate,
  parseHttpDateSafe,
  splitUrl,
  urlHasAllowedHostAndScheme,
} from "../../src/http/index.ts";
import { requestTo } from "./request-to.ts";

describe("urlHasAllowedHostAndScheme", () => {
  const safe = (url: string, requireHttps = false): boolean =>
    urlHasAllowedHostAndScheme(url, ["good.example"], { requireHttps });

  it("lets through what stays here", () => {
    for (const url of ["/", "/a?b=//c", "x", "https://good.example/", "//good.example", " /x "]) {
      assert.equal(safe(url), true, url);
    }
    assert.equal(safe("/x", true), true);
    assert.equal(urlHasAllowedHostAndScheme("//solo.example", "solo.example"), true);
  });

  it("refuses what a browser would take elsewhere", () => {
    for (const url of [
      "",
      "//evil.example",
      "///evil.example",
      "\\\\evil.example",
      "/\\evil.example",
      "http:///evil.example",
      "http:\\\\good.example\\@evil.example",
      "javascript:alert(1)",
      "java\nscript:alert(1)",
      "\x08//evil.example",
      "http://good.example@evil.example",
      "http:999",
      "ftp://good.example",
      "http://[::1",
      `/${"x".repeat(2048)}`,
      "https://good.example℀.evil.example",
      "http://good.example:80",
    ]) {
      assert.equal(safe(url), false, JSON.stringify(url));
    }
    assert.equal(safe("http://good.example/", true), false);
    assert.equal(urlHasAllowedHostAndScheme(null, ["a"]), false);
  });
});

describe("buildAbsoluteUri", () => {
  it("joins as a browser does", () => {
    const request = requestTo("/a/b?c=d", { encrypted: true });
    for (const [location, absolute] of [
      ["", "https://testserver/a/b"],
      ["/x", "https://testserver/x"],
      ["x?y", "https://testserver/a/x?y"],
      ["?y", "https://testserver/a/b?y"],
      ["../../../x", "https://testserver/x"],
      ["/a/./b/../c", "https://testserver/a/c"],
      ["//other.example/é", "https://other.example/%C3%A9"],
      ["http://other.example/ ", "http://other.example/%20"],
      ["mailto:x@y", "mailto:x@y"],
    ] as const) {
      assert.equal(request.buildAbsoluteUri(location), absolute, location);
    }
    assert.equal(request.buildAbsoluteUri(), "https://testserver/a/b?c=d");
    assert.equal(requestTo("//x/y").buildAbsoluteUri(), "http://testserver//x/y");
  });

  it("knows where the site is mounted, and what a proxy says", () => {
    const mounted = requestTo("/x", { settings: { FORCE_SCRIPT_NAME: "/app/" } });
    assert.equal(mounted.path, "/app/x");
    assert.equal(mounted.pathInfo, "/x");
    assert.equal(mounted.getFullPath(true), "/app/x/");
    assert.equal(mounted.getFullPathInfo(), "/x");

    const proxied = requestTo("/", {
      headers: {
        "X-Forwarded-Proto": "https, http",
        "X-Forwarded-Host": "localhost",
        "X-Forwarded-Port": "8443",
      },
      settings: {
        SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"],
        USE_X_FORWARDED_HOST: true,
        USE_X_FORWARDED_PORT: true,
      },
    });
    assert.equal(proxied.buildAbsoluteUri(), "https://localhost/");
    assert.equal(proxied.getPort(), "8443");
  });
});

describe("the Accept header", () => {
  it("is weighed by quality, then by how much it says", () => {
    const request = requestTo("/", {
      headers: { Accept: "text/*;q=0.5, text/html, */*;q=0.1, a/b;q=0, text/html;level=1;q=2" },
    });

    assert.deepEqual(request.acceptedTypes.map(String), [
      "text/html; level=1",
      "text/html",
      "text/*",
      "*/*",
    ]);
    assert.equal(request.getPreferredType(["image/png", "text/plain", "text/html"]), "text/html");
    assert.equal(request.accepts("image/png"), true);
    assert.equal(
      requestTo("/", { headers: { Accept: "text/html" } }).accepts("application/json"),
      false,
    );
    assert.equal(requestTo("/").accepts("x/y"), true);
    assert.equal(new MediaType("text").match(new MediaType("text/*")), false);
  });
});

describe("HTTP dates", () => {
  it("are written one way and read three ways", () => {
    assert.equal(httpDate(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
    for (const date of [
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]) {
      assert.equal(parseHttpDate(date), 784_111_777, date);
    }
    const in2026 = (): number => Date.UTC(2026, 0);
    assert.equal(
      new Date(parseHttpDate("Friday, 06-Nov-76 08:49:37 GMT", in2026) * 1000).getUTCFullYear(),
      2076,
    );
    assert.equal(
      new Date(parseHttpDate("Friday, 06-Nov-77 08:49:37 GMT", in2026) * 1000).getUTCFullYear(),
      1977,
    );
  });

  it("are refused when there is no such day", () => {
    for (const date of [
      "",
      "Sun, 31 Feb 1994 08:49:37 GMT",
      "Sun, 06 Xxx 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:49:37 GMT",
      "1994-11-06",
    ]) {
      assert.throws(() => parseHttpDate(date), RangeError, date);
      assert.equal(parseHttpDateSafe(date), undefined);
    }
  });
});

it("splitUrl takes a URL apart as it stands", () => {
  assert.deepEqual(splitUrl("HTTP://a@b:1/c;d?e?f#g#h"), {
    scheme: "http",
    netloc: "a@b:1",
    path: "/c;d",
    query: "e?f",
    fragment: "g#h",
  });
  assert.throws(() => splitUrl("http://[x]/"), RangeError);
});

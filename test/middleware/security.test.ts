import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse } from "../../src/http/index.ts";
import security from "../../src/middleware/security.ts";
import { through } from "./through.ts";

describe("mkweb/middleware/security", () => {
  it("adds Django's headers by default, and no HSTS", async () => {
    const { headers } = await through(security, { encrypted: true });
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
    assert.equal(headers.get("Referrer-Policy"), "same-origin");
    assert.equal(headers.get("Cross-Origin-Opener-Policy"), "same-origin");
    assert.equal(headers.has("Strict-Transport-Security"), false);
  });

  it("leaves a header alone that the view set", async () => {
    const view = () => new HttpResponse("", { headers: { "Referrer-Policy": "unsafe-url" } });
    const { headers } = await through(security, { view });
    assert.equal(headers.get("Referrer-Policy"), "unsafe-url");
  });

  it("adds no header whose setting is off", async () => {
    const settings = {
      SECURE_CONTENT_TYPE_NOSNIFF: false,
      SECURE_REFERRER_POLICY: null,
      SECURE_CROSS_ORIGIN_OPENER_POLICY: null,
    };
    const { headers } = await through(security, { settings });
    assert.equal(headers.has("X-Content-Type-Options"), false);
    assert.equal(headers.has("Referrer-Policy"), false);
    assert.equal(headers.has("Cross-Origin-Opener-Policy"), false);
  });

  it("takes a list of referrer policies, or a text with commas", async () => {
    for (const SECURE_REFERRER_POLICY of ["strict-origin, origin", ["strict-origin", "origin"]]) {
      const { headers } = await through(security, { settings: { SECURE_REFERRER_POLICY } });
      assert.equal(headers.get("Referrer-Policy"), "strict-origin,origin");
    }
  });

  it("sends HSTS over HTTPS only", async () => {
    const settings = {
      SECURE_HSTS_SECONDS: 3600,
      SECURE_HSTS_INCLUDE_SUBDOMAINS: true,
      SECURE_HSTS_PRELOAD: true,
    };
    const secure = await through(security, { settings, encrypted: true });
    assert.equal(
      secure.headers.get("Strict-Transport-Security"),
      "max-age=3600; includeSubDomains; preload",
    );
    const plain = await through(security, { settings });
    assert.equal(plain.headers.has("Strict-Transport-Security"), false);
  });

  it("redirects to HTTPS before the view runs", async () => {
    const view = () => assert.fail("the view ran");
    const settings = { SECURE_SSL_REDIRECT: true };
    const response = await through(security, { target: "/a/?b=c", settings, view });
    assert.equal(response.status, 301);
    assert.equal(response.headers.get("Location"), "https://testserver/a/?b=c");
    assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff");
  });

  it("redirects to SECURE_SSL_HOST where there is one", async () => {
    const settings = { SECURE_SSL_REDIRECT: true, SECURE_SSL_HOST: "secure.example.com" };
    const response = await through(security, { target: "/a", settings });
    assert.equal(response.headers.get("Location"), "https://secure.example.com/a");
  });

  it("redirects neither HTTPS requests nor exempt paths, every time it is asked", async () => {
    const settings = { SECURE_SSL_REDIRECT: true, SECURE_REDIRECT_EXEMPT: [/^insecure\//g] };
    assert.equal((await through(security, { settings, encrypted: true })).status, 200);
    for (const target of ["/insecure/", "/insecure/x"]) {
      assert.equal((await through(security, { target, settings })).status, 200);
    }
    assert.equal((await through(security, { target: "/x/insecure/", settings })).status, 301);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isSecretCookie, mask, maskCookie, maskText, substitute } from "../../src/secrets/index.ts";

describe("what is shown of a secret", () => {
  const hidden = [
    "SECRET_KEY",
    "EMAIL_HOST_PASSWORD",
    "stripeApiKey",
    "HTTP_AUTHORIZATION",
    "Authorization",
    "Proxy-Authorization",
    "HTTP_COOKIE",
    "Cookie",
    "Set-Cookie",
    "X-Api-Key",
    "csrfmiddlewaretoken",
    "passphrase",
    "SENTRY_DSN",
    "PGPWD",
    "AWS_CREDENTIALS",
    "jwt",
  ];
  for (const name of hidden) {
    it(`is nothing, where it is called ${name}`, () => {
      assert.equal(mask(name, "s3cret"), substitute);
      assert.equal(mask(name, { inner: ["s3cret"] }), substitute);
    });
  }

  it("is nothing in objects, arrays, Maps and Sets, however they are nested", () => {
    const shown = mask("DATABASES", {
      default: { NAME: "shop", PASSWORD: "s3cret", OPTIONS: [{ sslkey: "s3cret" }] },
      more: new Map<string, unknown>([["token", "s3cret"]]),
      urls: new Set(["redis://:s3cret@cache:6379/1"]),
    });
    assert.deepEqual(shown, {
      default: { NAME: "shop", PASSWORD: substitute, OPTIONS: [{ sslkey: substitute }] },
      more: new Map([["token", substitute]]),
      urls: new Set([`redis://:${substitute}@cache:6379/1`]),
    });
  });

  it("is nothing in what refers to itself", () => {
    const loop: Record<string, unknown> = { password: "s3cret" };
    loop["self"] = loop;
    assert.doesNotMatch(JSON.stringify(mask("LOOP", loop)), /s3cret/);
  });

  it("leaves the rest as it is", () => {
    const plain = { DEBUG: true, ALLOWED_HOSTS: ["a.example"], PORT: 5432, NOTHING: null };
    assert.deepEqual(mask("", plain), plain);
  });
});

describe("a text that holds a password", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["postgres://me:s3cret@db/shop", `postgres://me:${substitute}@db/shop`],
    ["postgres://me:s3c@ret@db/shop", `postgres://me:${substitute}@db/shop`],
    ["postgres://me:s3c/ret@db/shop", `postgres://me:${substitute}@db/shop`],
    ["redis://:s3cret@cache", `redis://:${substitute}@cache`],
    ["host=db password=s3cret user=me", `host=db password=${substitute} user=me`],
    ["host=db password='s3 cret' user=me", `host=db password=${substitute} user=me`],
    ["a=1&token=s3cret&b=2", `a=1&token=${substitute}&b=2`],
    ["theme=dark; sessionid=s3cret", `theme=dark; sessionid=${substitute}`],
  ];
  for (const [text, shown] of texts) {
    it(`is shown as ${shown}`, () => assert.equal(maskText(text), shown));
  }

  const harmless = ["http://127.0.0.1:8000/@me/", "a=1&b=2", "1 + 1 = 2", "mailto:me@example.com"];
  for (const text of harmless) {
    it(`is not seen in ${text}`, () => assert.equal(maskText(text), text));
  }

  it("is not seen in an address that is an object either", () => {
    assert.equal(mask("CACHE", new URL("redis://:s3cret@cache/")), `redis://:${substitute}@cache/`);
  });
});

describe("a cookie", () => {
  it("that stands for a login is hidden, by any of the usual names and the project's own", () => {
    for (const name of ["sessionid", "csrftoken", "connect.sid", "PHPSESSID", "SID"]) {
      assert.equal(maskCookie(name, "s3cret"), substitute);
    }
    assert.equal(maskCookie("visitor", "s3cret", "visitor"), substitute);
  });

  it("of another name is shown", () => {
    assert.equal(maskCookie("theme", "dark"), "dark");
    assert.equal(isSecretCookie("theme"), false);
  });
});

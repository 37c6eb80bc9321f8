import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { staticUrl } from "../../src/staticfiles/index.ts";

describe("staticUrl", () => {
  const url = (path: string, STATIC_URL = "/static/") => staticUrl(path, { STATIC_URL });

  it("escapes what Django escapes, and nothing else", () => {
    assert.equal(url("special?chars&quoted.html"), "/static/special%3Fchars%26quoted.html");
    assert.equal(url("a b/é#%.css"), "/static/a%20b/%C3%A9%23%25.css");
    assert.equal(url("it's/(a)~!*.js"), "/static/it's/(a)~!*.js");
    assert.equal(url("a\\b.css"), "/static/a/b.css");
  });

  it("gives STATIC_URL the slashes it lacks", () => {
    assert.equal(url("a.css", "s"), "/s/a.css");
    assert.equal(url("a.css", "https://cdn.example/s"), "https://cdn.example/s/a.css");
  });
});

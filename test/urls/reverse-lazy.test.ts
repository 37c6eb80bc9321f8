import assert from "node:assert/strict";
import { it } from "node:test";
import { HttpResponse } from "../../src/http/index.ts";
import { path, reverseLazy, setUrlconf } from "../../src/urls/index.ts";

const view = () => new HttpResponse();

it("a lazy URL is looked up when it is used, each time", (t) => {
  const there = reverseLazy("there", { kwargs: { n: 5 }, query: { a: "b" } });
  assert.throws(() => String(there), { name: /NoReverseMatch|ImproperlyConfigured/ });
  t.after(() => setUrlconf(undefined));
  setUrlconf([path("a/<int:n>/", view, { name: "there" })]);
  assert.equal(String(there), "/a/5/?a=b");
  setUrlconf([path("b/<int:n>/", view, { name: "there" })]);
  assert.equal(String(there), "/b/5/?a=b");
});

/** Seeing what is rendered, from outside. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import {
  Engine,
  MemoryLoader,
  observeTemplates,
  type TemplateRender,
} from "../../src/templates/index.ts";

const engine = new Engine({
  loaders: [
    new MemoryLoader({
      "base.html": "<p>{% block body %}{% endblock %}</p>",
      "page.html":
        '{% extends "base.html" %}{% block body %}{% include "row.html" with n=1 %}{% endblock %}',
      "row.html": "{{ n }}{{ who }}",
      "broken.html": "{{ fail }}",
    }),
  ],
});

function watch(t: TestContext): TemplateRender[] {
  const seen: TemplateRender[] = [];
  t.after(observeTemplates((render) => seen.push(render)));
  return seen;
}

describe("observeTemplates()", () => {
  it("tells of included and extended templates before the one that was asked for", async (t) => {
    const seen = watch(t);
    const request = { path: "/" };
    assert.equal(await engine.getTemplate("page.html").render({ who: "a" }, request), "<p>1a</p>");
    const names = seen.map(({ name, depth }) => [name, depth]);
    assert.deepEqual(names, [
      ["row.html", 1],
      ["base.html", 0],
      ["page.html", 0],
    ]);
    assert.ok(seen.every((each) => each.request === request && each.durationMs >= 0));
    assert.equal(seen[0]?.context().n, 1);
    assert.deepEqual(seen[2]?.contextKeys, ["True", "False", "None", "request", "who"]);
  });

  it("tells of a render that waits once it is over, and of what it failed with", async (t) => {
    const seen = watch(t);
    const error = new Error("no database");
    const page = engine.getTemplate("broken.html");
    await assert.rejects(page.render({ fail: () => Promise.reject(error) }), error);
    assert.throws(() =>
      page.renderSync({
        fail: () => {
          throw error;
        },
      }),
    );
    assert.deepEqual(
      seen.map((each) => [each.name, each.error]),
      [
        ["broken.html", error],
        ["broken.html", error],
      ],
    );
  });

  it("ends when it is told to, for each listener by itself", () => {
    const seen: string[] = [];
    const listener = ({ name }: TemplateRender): void => void seen.push(name);
    const [first, second] = [observeTemplates(listener), observeTemplates(listener)];
    first();
    engine.getTemplate("row.html").renderSync();
    second();
    engine.getTemplate("row.html").renderSync();
    assert.deepEqual(seen, ["row.html"]);
  });

  it("renders the page although a listener fails, and warns", async (t) => {
    t.after(
      observeTemplates(() => {
        throw new Error("a listener's own fault");
      }),
    );
    const warned = once(process, "warning");
    assert.equal(engine.getTemplate("row.html").renderSync({ n: 2 }), "2");
    assert.match(
      String((await warned)[0]),
      /A listener of observeTemplates\(\) failed: Error: a listener's own fault/,
    );
  });
});

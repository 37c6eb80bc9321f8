import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse, type View } from "../../src/http/index.ts";
import {
  include,
  NoReverseMatch,
  path,
  rePath,
  Resolver,
  Resolver404,
  reverse,
} from "../../src/urls/index.ts";

const view =
  (name: string): View =>
  () =>
    new HttpResponse(name);

describe("resolve", () => {
  it("takes the first pattern that fits, in the order they are written", () => {
    const [slug, about] = [view("slug"), view("about")];
    const urlconf = new Resolver([path("<slug:s>/", slug), path("about/", about)]);

    assert.equal(urlconf.resolve("/about/").func, slug);
  });

  it("never goes back into an include that took too much", () => {
    const urlconf = new Resolver([
      path("<path:p>", include([path("end/", view("inner"))])),
      path("a/end/", view("outer")),
    ]);

    assert.equal(urlconf.resolve("/a/end/").route, "a/end/");
  });

  it("says which patterns it tried, prefixes that fit with what is below them", () => {
    const below = [path("one/", view("one")), path("two/", view("two"))];
    const urlconf = new Resolver([path("x/", include(below)), path("y/", include(below))]);

    assert.throws(
      () => urlconf.resolve("/x/three/"),
      (error) => {
        assert.ok(error instanceof Resolver404);
        assert.deepEqual(
          error.tried.map((chain) => chain.map(({ pattern }) => pattern.text)),
          [["x/", "one/"], ["x/", "two/"], ["y/"]],
        );
        return true;
      },
    );
  });

  it("gives unnamed groups as arguments as long as nothing has a name", () => {
    const urlconf = new Resolver([
      rePath("^a/([0-9]+)/", include([rePath("^b/([a-z]+)/$", view("b"))])),
      rePath("^n/([0-9]+)/", include([path("<str:s>/", view("n"))])),
    ]);

    assert.deepEqual(urlconf.resolve("/a/1/b/x/").args, ["1", "x"]);
    assert.deepEqual(urlconf.resolve("/n/1/x/").args, []);
    assert.deepEqual(urlconf.resolve("/n/1/x/").kwargs, { s: "x" });
  });
});

describe("reverse", () => {
  const urlconf = new Resolver([
    path("articles/<int:year>/", view("year"), { name: "year" }),
    path("blog/", include([[path("<slug:s>/", view("post"), { name: "post" })], "blog"])),
  ]);

  it("says what it tried", () => {
    assert.throws(() => reverse("year", { urlconf, args: ["abc"] }), {
      name: "NoReverseMatch",
      message:
        "Reverse for 'year' with arguments '[ 'abc' ]' not found. 1 pattern(s) tried: ['articles/<int:year>/']",
    });
    assert.throws(() => reverse("nope", { urlconf }), {
      message: "Reverse for 'nope' not found. 'nope' is not a valid view function or pattern name.",
    });
    assert.throws(() => reverse("shop:post", { urlconf }), {
      message: "'shop' is not a registered namespace",
    });
    assert.throws(() => reverse("blog:shop:post", { urlconf }), {
      message: "'shop' is not a registered namespace inside 'blog'",
    });
  });

  it("puts nothing that has no text into a URL", () => {
    for (const value of [undefined, null, {}, Symbol("x")]) {
      assert.throws(() => reverse("blog:post", { urlconf, kwargs: { s: value } }), NoReverseMatch);
    }
  });
});

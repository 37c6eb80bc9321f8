import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import { HttpResponse } from "../../src/http/index.ts";
import {
  activateUrlconf,
  checkUrls,
  describeRoutes,
  include,
  path,
  rePath,
  registerConverter,
  resolve,
  Resolver,
  reverse,
  type UrlEntry,
} from "../../src/urls/index.ts";

const view = (): HttpResponse => new HttpResponse();
const dynamic = (route: string): string => route;

describe("a route", () => {
  it("is refused when it cannot mean anything", () => {
    for (const [route, words] of [
      ["<int:1a>/", "isn't a valid identifier"],
      ["<int: a>/", "cannot contain whitespace in angle brackets"],
      ["<a>/<a>/", "uses parameter name 'a' more than once"],
      ["<nope:a>/", "uses invalid converter 'nope'"],
      ["<int:__proto__>/", "isn't a valid identifier"],
      ["<a-b>/", "isn't a valid identifier"],
    ] as const) {
      assert.throws(
        () => path(dynamic(route), view),
        (error) =>
          error instanceof ImproperlyConfigured &&
          error.message.includes(words) &&
          error.hint !== undefined,
        route,
      );
    }
    assert.throws(() => rePath(dynamic("(?P<a>"), view), ImproperlyConfigured);
    assert.throws(() => rePath(dynamic("(?x)a b"), view), /verbose flag/);
    assert.throws(() => Reflect.apply(path, undefined, ["", "view"]), TypeError);
    assert.throws(() => Reflect.construct(Resolver, [["x"]]), /Your URL pattern 'x' is invalid/);
    assert.throws(
      () => include([path("", view)], { namespace: "n" }),
      /without providing an appName/,
    );
    assert.throws(
      () => Reflect.apply(include, undefined, [{ urlpatterns: undefined }]),
      /does not have any patterns in it/,
    );
  });

  it("matches its literal text literally", () => {
    const literal = "a.b(c)+$[d]|^*?{2}\\d-é/";
    const urlconf = [path(literal, view, { name: "x" })];

    assert.equal(resolve(`/${literal}`, urlconf).route, literal);
    assert.equal(decodeURIComponent(reverse("x", { urlconf })), `/${literal}`);
  });
});

describe("converters", () => {
  it("give numbers that are exact", () => {
    const urlconf = [path("<int:n>/", view)];

    assert.deepEqual(resolve("/007/", urlconf).kwargs, { n: 7 });
    assert.deepEqual(resolve("/9007199254740993/", urlconf).kwargs, { n: 9_007_199_254_740_993n });
    assert.throws(() => resolve("/٣/", urlconf), { name: "Resolver404" });
  });

  it("can be registered, and can refuse a value in both directions", () => {
    registerConverter(
      {
        regex: "[0-9]{4}-[0-9]{2}",
        toJs: (text) => (text.endsWith("13") ? undefined : text.split("-").map(Number)),
        toUrl(value) {
          if (!Array.isArray(value)) throw new RangeError("no month");
          return value.map((part) => String(part).padStart(2, "0")).join("-");
        },
      },
      "month",
    );
    const urlconf = [path(dynamic("<month:m>/"), view, { name: "m" }), path("<slug:s>/", view)];

    assert.deepEqual(resolve("/2026-11/", urlconf).kwargs, { m: [2026, 11] });
    assert.deepEqual(resolve("/2026-13/", urlconf).kwargs, { s: "2026-13" });
    assert.equal(reverse("m", { urlconf, args: [[2026, 1]] }), "/2026-01/");
    assert.throws(() => reverse("m", { urlconf, args: ["2026-01"] }), { name: "NoReverseMatch" });
    assert.throws(
      () => registerConverter({ regex: "x", toJs: String, toUrl: String }, "month"),
      ImproperlyConfigured,
    );
    assert.throws(
      () => registerConverter({ regex: "x", toJs: Number, toUrl: String }, "int"),
      ImproperlyConfigured,
    );
  });

  it("that fail otherwise are bugs, and are shown", () => {
    registerConverter(
      {
        regex: "x",
        toJs: () => {
          throw new TypeError("a bug");
        },
        toUrl: String,
      },
      "buggy",
    );
    assert.throws(() => resolve("/x/", [path(dynamic("<buggy:b>/"), view)]), { message: "a bug" });
  });
});

describe("rePath", () => {
  it("reads Python's syntax", () => {
    for (const [regex, text] of [
      ["^\\d+/$", "٣/"],
      ["^\\w+/$", "é日_1/"],
      ["^(?i)a/$", undefined],
      ["(?i)^a/$", "A/"],
      ["^[]-]+/$", "]-/"],
      ["^a{,2}/\\Z", "aa/"],
      ["^\\Aa{b}/", "a{b}/"],
      ["^(?P<q>['\\\"])x(?P=q)/$", "'x'/"],
      ["^a(?#comment)b/$", "ab/"],
      ["^\\x41\\u00e9\\012/$", "Aé\n/"],
      ["^[\\W\\d]+/$", "-1/"],
      ["^😀{2}.$", "😀😀é"],
    ] as const) {
      if (text === undefined)
        assert.throws(() => rePath(dynamic(regex), view), ImproperlyConfigured);
      else assert.ok(resolve(`/${text}`, [rePath(dynamic(regex), view)]), regex);
    }
    assert.throws(() => resolve("/a/\n", [rePath("^a/$", view)]), { name: "Resolver404" });
  });

  it("takes a RegExp as it is, and writes URLs for both", () => {
    const urlconf = [
      rePath(/^year[-/](?<year>\d{4})\/$/, view, { name: "year" }),
      rePath("^opt/(?:(?P<a>\\d)/)?x{2}[b-d]\\.\\w$", view, { name: "opt" }),
      rePath("^alt/(?:a|b)/$", view, { name: "alt" }),
    ];

    assert.deepEqual(resolve("/year-2026/", urlconf).kwargs, { year: "2026" });
    assert.equal(reverse("year", { urlconf, kwargs: { year: 2026 } }), "/year-2026/");
    assert.throws(() => reverse("year", { urlconf, args: ["x"] }), { name: "NoReverseMatch" });
    assert.equal(reverse("opt", { urlconf }), "/opt/xxb.x");
    assert.equal(reverse("opt", { urlconf, kwargs: { a: 1 } }), "/opt/1/xxb.x");
    assert.throws(() => reverse("alt", { urlconf }), { name: "NoReverseMatch" });
  });
});

describe("namespaces", () => {
  const app = [[path("i/", view, { name: "i" })], "app"] as const;
  const urlconf = new Resolver([
    path("one/", include([...app], { namespace: "one" })),
    path("two/<int:n>/", include([...app], { namespace: "two" })),
  ]);

  it("are found by instance, by app, and by where the request is", () => {
    assert.equal(reverse("one:i", { urlconf }), "/one/i/");
    assert.equal(reverse("app:i", { urlconf, args: [1] }), "/two/1/i/");
    assert.equal(reverse("app:i", { urlconf, currentApp: "one" }), "/one/i/");
    assert.equal(resolve("/two/3/i/", urlconf).viewName, "two:i");
    assert.deepEqual(resolve("/two/3/i/", urlconf).appNames, ["app"]);
  });

  it("do not hide the view itself from reverse() of it", () => {
    const own = (): HttpResponse => new HttpResponse();
    assert.equal(
      reverse(own, { urlconf: [path("own/<slug:s>/", own)], kwargs: { s: "a" } }),
      "/own/a/",
    );
  });
});

describe("include and path, where the compiler was not asked", () => {
  const given = (target: unknown): (() => unknown) => {
    return () => Reflect.apply(include, undefined, [target]);
  };

  it("say how to include a module that is named", () => {
    const hintOf = (name: string): string | undefined => {
      try {
        given(name)();
      } catch (error) {
        assert.ok(error instanceof ImproperlyConfigured);
        assert.equal(
          error.message,
          `include() takes a module of URL patterns, not its name: '${name}'.`,
        );
        return error.hint;
      }
      return undefined;
    };
    const hint = (specifier: string): string =>
      `Write \`import * as app from "${specifier}";\` and include(app).`;
    assert.equal(hintOf("mkweb/auth/urls"), hint("mkweb/auth/urls"));
    assert.equal(hintOf("django.contrib.auth.urls"), hint("mkweb/auth/urls"));
    assert.equal(hintOf("polls.urls"), hint("../polls/urls.ts"));
    assert.equal(hintOf("polls/urls.ts"), hint("../polls/urls.ts"));
  });

  it("say what they were given instead of patterns or a view", () => {
    assert.throws(given(undefined), /takes a module of URL patterns, and was given undefined/);
    assert.throws(given(Promise.resolve({})), /was given a promise: await it/);
    assert.throws(given(view), /was given a function/);
    const viewed = (target: unknown) => () => Reflect.apply(path, undefined, ["<int:id>/", target]);
    const words =
      "The view of the route '<int:id>/' must be a function, or what include() returns; it is ";
    assert.throws(viewed(undefined), { name: "TypeError", message: `${words}undefined.` });
    assert.throws(viewed("polls.views.index"), { message: `${words}a string.` });
    assert.throws(viewed([path("", view)]), { message: `${words}a list.` });
  });
});

describe("reverse", () => {
  it("adds query and fragment, and refuses nothing as a value", () => {
    const urlconf = [path("x/", view, { name: "x" })];

    assert.equal(
      reverse("x", { urlconf, query: { a: [1, "é &"], b: true }, fragment: "f" }),
      "/x/?a=1&a=%C3%A9+%26&b=true#f",
    );
    assert.equal(reverse("x", { urlconf, query: {} }), "/x/");
    assert.equal(reverse("x", { urlconf, query: "", fragment: "" }), "/x/#");
    assert.equal(reverse("x", { urlconf, query: null }), "/x/");
    // @ts-expect-error -- a text would go into the URL unescaped
    assert.throws(() => reverse("x", { urlconf, query: "a=1" }), /must be an object, pairs or/);
    assert.throws(() => reverse("x", { urlconf, query: { a: null } }), TypeError);
    assert.throws(() => reverse("x", { urlconf, args: [1], kwargs: { a: 1 } }), TypeError);
  });
});

it("describeRoutes lists every view with its whole route and name", () => {
  function detail(): HttpResponse {
    return new HttpResponse();
  }
  const urlconf = [
    path("a/", include([[path("<int:n>/", detail, { name: "d" })], "app"])),
    rePath("^b$", detail),
  ];

  assert.deepEqual(describeRoutes(urlconf), [
    { route: "/a/<int:n>/", viewName: "app:d", view: "detail", namespaces: ["app"] },
    { route: "/b$", viewName: undefined, view: "detail", namespaces: [] },
  ]);
});

it("checkUrls says what is suspicious, with Django's ids", () => {
  const ids = (...entries: UrlEntry[]): (string | undefined)[] =>
    checkUrls(entries).map(({ id }) => id);
  const inner = include([[path("x/", view)], "app"]);

  assert.deepEqual(ids(path("a/", view), path("/p/", include([path("b/", view)]))), []);
  assert.deepEqual(ids(path("/a/", view)), ["urls.W002"]);
  assert.deepEqual(ids(rePath("^/a$", view)), ["urls.W002"]);
  assert.deepEqual(ids(path("a<int:b", view), path("c>", view)), ["urls.W010", "urls.W010"]);
  assert.deepEqual(ids(path("^a/$", view)), ["2_0.W001"]);
  assert.deepEqual(ids(path("a/", view, { name: "x:y" })), ["urls.W003"]);
  assert.deepEqual(ids(rePath("^a/$", include([path("b/", view)]))), ["urls.W001"]);
  assert.deepEqual(ids(path("a/", inner), path("b/", inner)), ["urls.W005"]);
  assert.equal(
    checkUrls([path("/a", view, { name: "n" })])[0]?.message.slice(0, 60),
    "Your URL pattern '/a' [name='n'] has a route beginning with ",
  );
  assert.deepEqual(checkUrls([path("/a", view)], { appendSlash: false }), []);
});

it("activateUrlconf puts FORCE_SCRIPT_NAME before every address", async (t) => {
  const settings = { ROOT_URLCONF: "", BASE_DIR: new URL("./", import.meta.url) };
  t.after(() => activateUrlconf({ ...settings, FORCE_SCRIPT_NAME: null }));
  const urlconf = [path("x/", view, { name: "x" })];

  await activateUrlconf({ ...settings, FORCE_SCRIPT_NAME: "/app" });
  assert.equal(reverse("x", { urlconf }), "/app/x/");
  await activateUrlconf({ ...settings, FORCE_SCRIPT_NAME: null });
  assert.equal(reverse("x", { urlconf }), "/x/");
});

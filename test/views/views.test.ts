/** Views as classes: what they answer. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import {
  HttpResponse,
  neverCache,
  requirePOST,
  type HttpRequest,
  type HttpResponseBase,
} from "../../src/http/index.ts";
import { csrfExempt } from "../../src/middleware/csrf.ts";
import { path, rePath, setUrlconf } from "../../src/urls/index.ts";
import {
  DetailView,
  ListView,
  methodDecorator,
  RedirectView,
  SingleObjectMixin,
  TemplateView,
  View,
  type Context,
} from "../../src/views/index.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { Entry, siteOf } from "./site.ts";

class Greeting extends View {
  greeting = "Hello";

  get(_request: HttpRequest, { name }: { readonly name: string }): HttpResponse {
    return new HttpResponse(`${this.greeting} ${name}`);
  }

  put(): HttpResponse {
    return new HttpResponse("put");
  }
}

describe("a View", () => {
  const ask = siteOf(
    [
      path("<str:name>/", Greeting.asView()),
      path("<str:name>/hi/", Greeting.asView({ greeting: "Hi" })),
      path("<str:name>/get/", Greeting.asView({ httpMethodNames: ["get"] })),
    ],
    {},
  );

  it("answers each method by its own", async () => {
    assert.equal((await ask("/Ann/")).body, "Hello Ann");
    assert.equal((await ask("/Ann/hi/")).body, "Hi Ann");
    assert.equal((await ask("/Ann/", { method: "PUT" })).body, "put");
    assert.equal((await ask("/Ann/", { method: "HEAD" })).status, 200);
  });

  it("refuses the others, and says which there are", async () => {
    const refused = await ask("/Ann/", { method: "POST" });
    assert.equal(refused.status, 405);
    assert.equal(refused.body, "");
    assert.equal(refused.response?.headers.get("Allow"), "GET, PUT, HEAD, OPTIONS");
    const options = await ask("/Ann/", { method: "OPTIONS" });
    assert.equal(options.status, 200);
    assert.equal(options.response?.headers.get("Allow"), "GET, PUT, HEAD, OPTIONS");
    assert.equal(options.response?.headers.get("Content-Length"), "0");
    assert.equal((await ask("/Ann/get/", { method: "PUT" })).status, 405);
    for (const method of ["SETUP", "DISPATCH", "CONSTRUCTOR", "ASVIEW", "toString"]) {
      assert.equal((await ask("/Ann/", { method })).status, 405, method);
    }
  });

  it("refuses settings that it does not have", () => {
    const wrong = (initkwargs: object) => () => Greeting.asView(initkwargs);
    assert.throws(wrong({ greting: "Hi" }), {
      name: "TypeError",
      message:
        "Greeting.asView() received 'greting', which the class lacks. It takes members of the class only: greeting, httpMethodNames.",
    });
    assert.throws(wrong({ get: () => new HttpResponse() }), /The method name get is not accepted/);
    assert.throws(wrong({ constructor: 1 }), /not accepted/);
    assert.throws(wrong(JSON.parse('{"__proto__": 1}')), /not accepted/);
  });

  it("is an object of its own for each request", async () => {
    let made = 0;
    class Counted extends View {
      count = ++made;

      get(): HttpResponse {
        this.count += 100;
        return new HttpResponse(String(this.count));
      }
    }
    const ask = siteOf([path("", Counted.asView())], {});
    assert.equal((await ask("/")).body, "101");
    assert.equal((await ask("/")).body, "102");
  });

  it("says so when setup() forgets the rest of it", async () => {
    class Forgetful extends View {
      override setup(): void {}
    }
    const ask = siteOf([path("", Forgetful.asView())], {});
    await assert.rejects(
      ask("/"),
      /Forgetful has no request: its setup\(\) must call super\.setup/,
    );
  });

  it("knows its class, and keeps the marks of decorators", async () => {
    const view = Greeting.asView({ greeting: "Hi" });
    assert.equal(view.viewClass, Greeting);
    assert.deepEqual(view.viewInitkwargs, { greeting: "Hi" });
    assert.equal(view.name, "Greeting");
    class Open extends methodDecorator(csrfExempt)(Greeting) {}
    const open = Open.asView();
    assert.equal(Reflect.get(open, "csrfExempt"), true);
    assert.equal(Reflect.get(Greeting.asView(), "csrfExempt"), undefined);
    const ask = siteOf([path("<str:name>/", open)], {});
    assert.equal((await ask("/Ann/")).body, "Hello Ann");
  });

  it("has single methods decorated", async () => {
    class Fresh extends methodDecorator(neverCache, "get")(Greeting) {}
    class Posting extends methodDecorator(requirePOST)(Greeting) {}
    const ask = siteOf(
      [path("a/<str:name>/", Fresh.asView()), path("b/<str:name>/", Posting.asView())],
      {},
    );
    const cached = async (method: string) =>
      (await ask("/a/x/", { method })).response?.headers.get("Cache-Control");
    assert.match((await cached("GET")) ?? "", /no-cache/);
    assert.equal(await cached("PUT"), undefined);
    assert.equal((await ask("/b/x/")).status, 405);
    assert.throws(() => methodDecorator(neverCache, "post")(Greeting), {
      message: "methodDecorator() cannot decorate 'post': Greeting has no such method.",
    });
  });
});

describe("a TemplateView", () => {
  it("shows what the URL captured, and what it has besides", async () => {
    const ask = siteOf(
      [
        path(
          "<int:n>/",
          TemplateView.asView({
            templateName: "t.xml",
            extraContext: { x: 1 },
            contentType: "text/xml",
          }),
        ),
        path("none/", TemplateView.asView()),
      ],
      { "t.xml": "{{ n }} {{ x }} {{ view.kwargs.n }} {{ view.template_name }}" },
    );
    const { body, response } = await ask("/5/");
    assert.equal(body, "5 1 5 t.xml");
    assert.equal(response?.headers.get("Content-Type"), "text/xml");
    await assert.rejects(ask("/none/"), (error) => {
      assert.ok(error instanceof ImproperlyConfigured);
      assert.equal(error.message, "TemplateView has no template to show.");
      return true;
    });
  });
});

describe("a RedirectView", () => {
  const urls = [
    path("a/<int:pk>/", RedirectView.asView({ url: "/b/%(pk)s/100%%/" })),
    path("b/<int:pk>/", RedirectView.asView({ patternName: "there", permanent: true })),
    path("c/<int:pk>/", RedirectView.asView({ url: "/d/", queryString: true }), { name: "there" }),
    path("gone/", RedirectView.asView()),
    path("bad/", RedirectView.asView({ url: "/x/%(pk)s/" })),
    rePath("^r/([a-z]+)/$", RedirectView.asView({ url: "/e/" })),
  ];
  const ask = siteOf(urls, {});
  const location = async (url: string, method = "GET") => {
    const { status, response } = await ask(url, { method });
    return [status, response?.headers.get("Location")];
  };

  it("leads elsewhere, by any method", async (t) => {
    setUrlconf(urls);
    t.after(() => setUrlconf(undefined));
    assert.deepEqual(await location("/a/3/"), [302, "/b/3/100%/"]);
    assert.deepEqual(await location("/b/3/"), [301, "/c/3/"]);
    assert.deepEqual(await location("/c/3/?x=1&y=%20"), [302, "/d/?x=1&y=%20"]);
    assert.deepEqual(await location("/a/3/?x=1"), [302, "/b/3/100%/"]);
    assert.deepEqual(await location("/r/z/"), [302, "/e/"]);
    for (const method of ["HEAD", "POST", "OPTIONS", "DELETE", "PUT", "PATCH"]) {
      assert.deepEqual(await location("/c/3/", method), [302, "/d/"], method);
    }
    assert.equal((await ask("/c/3/", { method: "TRACE" })).status, 405);
  });

  it("is gone without a target, and says what an address lacks", async () => {
    assert.equal((await ask("/gone/")).status, 410);
    await assert.rejects(
      ask("/bad/"),
      /The url '\/x\/%\(pk\)s\/' of a RedirectView uses '%\(pk\)s'/,
    );
  });
});

async function entries(t: TestContext, database: (typeof databases)[number]): Promise<void> {
  await openModels(t, database, "polls", [Entry]);
  const day = "2026-05-04";
  for (const title of ["one", "two", "three", "four", "five"]) {
    await Entry.objects.create({ title, slug: title, pubDate: new Date(0), day });
  }
}

const LIST =
  "{% for e in object_list %}{{ e.title }} {% endfor %}{{ is_paginated }} {{ page_obj.number }}/{{ paginator.num_pages }}" +
  "{% for e in entry_list %} {{ e.id }}{% endfor %}";
const templates = {
  "polls/entry_list.html": LIST,
  "polls/entry_detail.html": "{{ object.title }} {{ entry.id }} {{ view.pk_url_kwarg }}",
  "own.html":
    "own: {% for e in mine %}{{ e.title }} {% endfor %}{% for e in object_list %}{{ e }};{% endfor %}",
  "of-the-row.html": "row's own: {{ object }}",
};

for (const database of databases) {
  describe(`a ListView on ${database.vendor}`, { skip: database.skip }, () => {
    it("lists a model's rows under Django's names", async (t) => {
      await entries(t, database);
      class Latest extends ListView<Entry> {
        override templateName = "own.html";
        override contextObjectName = "mine";

        override getQueryset() {
          return Entry.objects.orderBy("-id").limit(2);
        }
      }
      const ask = siteOf(
        [
          path("", ListView.asView({ model: Entry })),
          path("latest/", Latest.asView()),
          path(
            "by/",
            ListView.asView({ model: Entry, ordering: ["-title"], templateName: "own.html" }),
          ),
          path("words/", ListView.asView({ queryset: ["a", "b"], templateName: "own.html" })),
          path("nothing/", ListView.asView()),
        ],
        templates,
      );
      assert.equal((await ask("/")).body, "one two three four five False / 1 2 3 4 5");
      assert.equal((await ask("/latest/")).body, "own: five four five;four;");
      assert.equal((await ask("/by/")).body, "own: two;three;one;four;five;");
      assert.equal((await ask("/words/")).body, "own: a;b;");
      assert.equal((await ask("/", { method: "POST" })).status, 405);
      assert.equal((await ask("/", { method: "HEAD" })).status, 200);
      await assert.rejects(ask("/nothing/"), /ListView is missing a QuerySet\./);
      await Entry.objects.create({
        title: "six",
        slug: "six",
        pubDate: new Date(),
        day: "2026-01-01",
      });
      assert.match((await ask("/")).body, /five six/);
    });

    it("shows pages, and answers 404 for those that are not there", async (t) => {
      await entries(t, database);
      const ask = siteOf(
        [
          path("", ListView.asView({ model: Entry, paginateBy: 2 })),
          path(
            "page/<int:page>/",
            ListView.asView({ model: Entry, paginateBy: 2, paginateOrphans: 1 }),
          ),
          path("p/", ListView.asView({ model: Entry, paginateBy: 3, pageKwarg: "p" })),
          path("all/", ListView.asView({ model: Entry, paginateBy: 9 })),
          path("none/", ListView.asView({ queryset: Entry.objects.none(), allowEmpty: false })),
          path(
            "no/",
            ListView.asView({ queryset: Entry.objects.none(), allowEmpty: false, paginateBy: 2 }),
          ),
          path("empty/", ListView.asView({ queryset: Entry.objects.none(), paginateBy: 2 })),
        ],
        templates,
      );
      assert.equal((await ask("/")).body, "one two True 1/3 1 2");
      assert.equal((await ask("/?page=2")).body, "three four True 2/3 3 4");
      assert.equal((await ask("/?page=last")).body, "five True 3/3 5");
      assert.equal((await ask("/page/2/")).body, "three four five True 2/2 3 4 5");
      assert.equal((await ask("/p/?p=2")).body, "four five True 2/2 4 5");
      assert.equal((await ask("/all/")).body, "one two three four five False 1/1 1 2 3 4 5");
      assert.equal((await ask("/empty/")).body, "False 1/1");
      const missing = async (url: string) => {
        const { status, body } = await ask(url);
        assert.equal(status, 404, url);
        return body;
      };
      assert.equal(await missing("/?page=4"), "Invalid page (4): That page contains no results");
      assert.equal(await missing("/?page=0"), "Invalid page (0): That page number is less than 1");
      assert.equal(
        await missing("/?page=x"),
        "Page is not “last”, nor can it be converted to an int.",
      );
      assert.equal(await missing("/page/3/"), "Invalid page (3): That page contains no results");
      assert.equal(await missing("/none/"), "Empty list and “ListView.allowEmpty” is False.");
      assert.equal(await missing("/no/"), "Empty list and “ListView.allowEmpty” is False.");
    });

    it("waits in get() for what its list depends on", async (t) => {
      await entries(t, database);
      class After extends SingleObjectMixin(ListView<Entry>, Entry) {
        override templateName = "own.html";

        override async get(request: HttpRequest, params: Context): Promise<HttpResponseBase> {
          this.object = await this.getObject(Entry.objects.all());
          return super.get(request, params);
        }

        override getQueryset() {
          return Entry.objects.exclude({ id: this.object.id });
        }

        override async getContextData(extra: Context = {}): Promise<Context> {
          return { ...(await super.getContextData(extra)), mine: [this.object] };
        }
      }
      const ask = siteOf([path("<int:pk>/", After.asView())], templates);
      assert.equal((await ask("/2/")).body, "own: two one;three;four;five;");
      assert.equal((await ask("/9/")).status, 404);
    });
  });

  describe(`a DetailView on ${database.vendor}`, { skip: database.skip }, () => {
    it("shows the object of a key or a slug", async (t) => {
      await entries(t, database);
      class Odd extends DetailView<Entry> {
        override model = Entry;

        override getQueryset() {
          return super.getQueryset().exclude({ title: "two" });
        }
      }
      const both = { model: Entry, queryPkAndSlug: true };
      const ask = siteOf(
        [
          path("<int:pk>/", DetailView.asView({ model: Entry })),
          path("any/<str:pk>/", DetailView.asView({ model: Entry })),
          path("s/<slug:slug>/", DetailView.asView({ model: Entry })),
          path(
            "t/<slug:name>/",
            DetailView.asView({ model: Entry, slugField: "title", slugUrlKwarg: "name" }),
          ),
          path("b/<int:pk>/<slug:slug>/", DetailView.asView(both)),
          path("c/<int:pk>/<slug:slug>/", DetailView.asView({ model: Entry })),
          path("odd/<int:pk>/", Odd.asView()),
          path("row/<int:pk>/", DetailView.asView({ model: Entry, templateNameField: "template" })),
          path("nothing/", DetailView.asView({ model: Entry })),
        ],
        templates,
      );
      assert.equal((await ask("/3/")).body, "three 3 pk");
      assert.equal((await ask("/s/two/")).body, "two 2 pk");
      assert.equal((await ask("/t/two/")).body, "two 2 pk");
      assert.equal((await ask("/b/2/two/")).body, "two 2 pk");
      assert.equal((await ask("/c/2/other/")).body, "two 2 pk");
      await Entry.objects.filter({ id: 4 }).update({ template: "of-the-row.html" });
      assert.equal((await ask("/row/4/")).body, "row's own: four");
      assert.equal((await ask("/row/3/")).body, "three 3 pk");
      for (const url of [
        "/9/",
        "/99999999999999999999999999/",
        "/s/none/",
        "/b/2/one/",
        "/odd/2/",
        "/any/abc/",
        "/any/1.5/",
        "/any/%00/",
        "/any/__proto__/",
      ]) {
        const { status, body } = await ask(url);
        assert.deepEqual([status, body], [404, "No entry found matching the query"], url);
      }
      await assert.rejects(ask("/nothing/"), /its URL needs <int:pk> or <slug:slug>\./);
      assert.equal((await ask("/3/", { method: "DELETE" })).status, 405);
    });
  });
}

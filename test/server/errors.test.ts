import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { ask, makeSite } from "./site.ts";

const views = `
const raise = (make) => () => { throw make(); };
class LibraryError extends Error {}
`;
const urls = `
  path("missing/", raise(() => new Http404("secret detail"))),
  path("denied/", raise(() => new PermissionDenied("no <way>"))),
  path("suspicious/", raise(() => new SuspiciousOperation("dubious thing"))),
  path("bad/", raise(() => new BadRequest("bad thing"))),
  path("own/", raise(() => new BadRequest("bad", { response: new HttpResponse("mine", { status: 415 }) }))),
  path("broken/", raise(() => new Error("broken <b>thing</b>", { cause: new RangeError("deep cause") }))),
  path("later/", async () => { await null; throw new Error("broken later"); }),
  path("text/", raise(() => "just a text")),
  path("busy/", raise(() => new LimitExceeded("LOCK_TIMEOUT", "The database is locked", { hint: "Wait" }))),
  path("wrapped/", raise(() => new LibraryError("query failed", { cause: new LimitExceeded("LOCK_TIMEOUT", "Locked") }))),
  path("nothing/", function nothing() {}),
`;
const site = (t: TestContext, DEBUG: boolean, more = {}) =>
  makeSite(t, { views, urls, settings: { DEBUG }, ...more });

describe("errors without DEBUG", () => {
  it("answers each with its status and a few plain words", async (t) => {
    const application = await site(t, false);
    const status = async (path: string): Promise<number> => (await ask(application, path)).status;

    assert.equal(await status("/missing/"), 404);
    assert.equal(await status("/nowhere/"), 404);
    assert.equal(await status("/denied/"), 403);
    assert.equal(await status("/suspicious/"), 400);
    assert.equal(await status("/bad/"), 400);
    assert.equal(await status("/broken/"), 500);
    assert.equal(await status("/later/"), 500);
    assert.equal(await status("/text/"), 500);
    assert.equal(await status("/busy/"), 503);
    assert.equal(await status("/wrapped/"), 503);
    assert.equal(await status("/nothing/"), 500);
  });

  it("answers with what an error brings, with DEBUG too, and reports nothing", async (t) => {
    for (const DEBUG of [false, true]) {
      const application = await site(t, DEBUG);
      const response = await ask(application, "/own/");
      assert.deepEqual([response.status, await response.text()], [415, "mine"]);
      assert.deepEqual(application.errors, []);
    }
  });

  it("tells nothing about the code, the settings or the URL patterns", async (t) => {
    const application = await site(t, false);

    const pages = await Promise.all(
      ["/missing/", "/nowhere/", "/suspicious/", "/broken/"].map(async (path) =>
        (await ask(application, path)).text(),
      ),
    );

    assert.doesNotMatch(pages.join(), /secret|dubious|broken|denied|urls\.ts|settings|at .*:\d+/);
    assert.match(pages[0] ?? "", /<h1>Not Found<\/h1>/);
    assert.match(pages[3] ?? "", /<h1>Server Error \(500\)<\/h1>/);
  });

  it("reports errors of the server, and what was refused, to the observer", async (t) => {
    const application = await site(t, false);

    await ask(application, "/broken/");
    await ask(application, "/suspicious/");
    await ask(application, "/missing/");
    await ask(application, "/busy/");

    assert.deepEqual(application.errors.map(String), [
      "Error: broken <b>thing</b>",
      "SuspiciousOperation: dubious thing",
      "LimitExceeded: The database is locked (LOCK_TIMEOUT).",
    ]);
    assert.equal(Reflect.get(Object(application.errors[2]), "code"), "MKWEB_LIMIT_EXCEEDED");
  });

  it("renders the project's templates, with the reason escaped where one is told", async (t) => {
    const application = await site(t, false, {
      settings: { TEMPLATES: [{ DIRS: ["templates"] }] },
      files: {
        "templates/403.html": "{{ exception }}",
        "templates/404.html": "{{ request_path }} {{ exception }}",
        "templates/500.html": "mine",
      },
    });
    const text = async (path: string): Promise<string> => (await ask(application, path)).text();

    assert.equal(await text("/denied/"), "no &lt;way&gt;");
    assert.equal(await text("/missing/"), "/missing/ secret detail");
    assert.equal(await text("/broken/"), "mine");
  });

  it("calls the project's handlers, and survives one that breaks", async (t) => {
    const application = await site(t, false, {
      handlers: `
        export const handler404 = (request, { exception }) =>
          new HttpResponse("mine: " + exception.message, { status: 404 });
        export const handler500 = () => { throw new Error("the handler too"); };`,
    });

    const missing = await ask(application, "/missing/");
    assert.equal(missing.status, 404);
    assert.equal(await missing.text(), "mine: secret detail");
    const broken = await ask(application, "/broken/");
    assert.equal(broken.status, 500);
    assert.equal(await broken.text(), "<h1>Server Error (500)</h1>");
    assert.deepEqual(application.errors.map(String), [
      "Error: broken <b>thing</b>",
      "Error: the handler too",
    ]);
  });
});

describe("errors with DEBUG", () => {
  it("shows the error, its cause, the source around it and the request, all escaped", async (t) => {
    const application = await site(t, true);

    const response = await ask(application, "/broken/?q=%3Ci%3E", {
      headers: { cookie: "name=<u>; csrftoken=abc" },
    });
    const page = await response.text();

    assert.equal(response.status, 500);
    assert.match(page, /Error at \/broken\//);
    assert.match(page, /broken &lt;b&gt;thing&lt;\/b&gt;/);
    assert.match(page, /Caused by RangeError/);
    assert.match(page, /deep cause/);
    assert.match(page, /urls\.ts:\d+:\d+/);
    assert.match(page, /class="current"><span class="number">\d+<\/span>.*path\(&quot;broken/);
    assert.match(page, /&lt;i&gt;/);
    assert.match(page, /&lt;u&gt;/);
    assert.doesNotMatch(page, /<b>thing|<i>|<u>/);
  });

  it("keeps its style, whatever the project's own policy forbids", async (t) => {
    const application = await site(t, true, {
      settings: {
        DEBUG: true,
        MIDDLEWARE: ["mkweb/middleware/csp"],
        SECURE_CSP: { "style-src": "'none'" },
      },
    });
    for (const path of ["/broken/", "/nowhere/"]) {
      assert.equal(
        (await ask(application, path)).headers.get("content-security-policy"),
        "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-src 'self'",
      );
    }
  });

  it("never shows secrets", async (t) => {
    const application = await site(t, true, {
      settings: {
        DEBUG: true,
        API_TOKEN: "top-secret-1",
        SERVICE: { url: "postgres://me:top-secret-2@db/x", password: "top-secret-3" },
        LIST: [{ "api-key": "top-secret-4" }],
        PLAIN: "this may be seen",
      },
    });

    const page = await (
      await ask(application, "/broken/?key=top-secret-9", {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          cookie: "auth_token=top-secret-5; sessionid=top-secret-8; theme=dark",
          authorization: "Bearer top-secret-6",
        },
        body: "password=top-secret-7&name=ann",
      })
    ).text();

    assert.doesNotMatch(page, /top-secret|a-secret-key-for-tests/);
    assert.match(page, /this may be seen/);
    assert.match(page, />ann</);
    assert.match(page, />dark</);
  });

  it("lists the URL patterns tried, and escapes a hostile path", async (t) => {
    const application = await site(t, true);

    const response = await ask(application, "/%3Cscript%3E/");
    const page = await response.text();

    assert.equal(response.status, 404);
    assert.match(page, /<code>missing\/<\/code>/);
    assert.match(page, /&lt;script&gt;/);
    assert.doesNotMatch(page, /<script>/);
  });

  it("says why a view found nothing, and what was refused", async (t) => {
    const application = await site(t, true);

    const missing = await ask(application, "/missing/");
    assert.equal(missing.status, 404);
    assert.match(await missing.text(), /secret detail/);
    const suspicious = await ask(application, "/suspicious/");
    assert.equal(suspicious.status, 400);
    assert.match(await suspicious.text(), /dubious thing/);
  });

  it("names a view that returns no response", async (t) => {
    const page = await (await ask(await site(t, true), "/nothing/")).text();

    assert.match(page, /The view nothing didn&#x27;t return an HttpResponse object/);
  });

  it("writes plain text for a client that does not read HTML", async (t) => {
    const application = await site(t, true);
    const headers = { accept: "application/json" };

    const broken = await ask(application, "/broken/", { headers });
    const missing = await ask(application, "/nowhere/", { headers });

    assert.equal(broken.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.match(await broken.text(), /broken <b>thing<\/b>[^]*Caused by: RangeError: deep cause/);
    assert.match(await missing.text(), /404[^]*missing\//);
  });

  it("names a missing template, where it was looked for, and the line of a broken one", async (t) => {
    const application = await makeSite(t, {
      urls: `
        path("lost/", (request) => render(request, "lost.html")),
        path("wrong/", (request) => render(request, "wrong.html")),`,
      files: { "templates/wrong.html": "one\n{% nosuchtag <x> %}\nthree" },
      settings: { DEBUG: true, TEMPLATES: [{ DIRS: ["templates"] }] },
    });

    const lost = await (await ask(application, "/lost/")).text();
    assert.match(lost, /TemplateDoesNotExist/);
    assert.match(lost, /templates\/lost\.html/);
    const wrong = await (await ask(application, "/wrong/")).text();
    assert.match(wrong, /wrong\.html<\/code>, line 2/);
    assert.match(
      wrong,
      /class="current"><span class="number">2<\/span>\{% nosuchtag &lt;x&gt; %\}/,
    );
  });

  it("welcomes to a project without URL patterns, at its root only", async (t) => {
    const application = await makeSite(t, { settings: { DEBUG: true } });

    const root = await ask(application, "/");
    assert.equal(root.status, 200);
    assert.match(await root.text(), /It works/);
    assert.equal((await ask(application, "/nope")).status, 404);
  });

  it("does not welcome anybody without DEBUG, or once there are patterns", async (t) => {
    assert.equal((await ask(await makeSite(t, {}), "/")).status, 404);
    assert.equal((await ask(await site(t, true), "/")).status, 404);
  });
});

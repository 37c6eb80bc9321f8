import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse } from "../../src/http/index.ts";
import { redirect, resolveUrl } from "../../src/shortcuts/index.ts";
import { path, setUrlconf } from "../../src/urls/index.ts";
import { ask, makeSite } from "../server/site.ts";

describe("redirect", () => {
  const view = (): HttpResponse => new HttpResponse();
  const patterns = [path("polls/<int:id>/", view, { name: "detail" })];

  it("takes a view's name, an address, or a thing that knows its own", (t) => {
    setUrlconf(patterns);
    t.after(() => setUrlconf(undefined));

    assert.equal(redirect("detail", { kwargs: { id: 3 } }).url, "/polls/3/");
    assert.equal(redirect("detail", { args: [4] }).url, "/polls/4/");
    assert.equal(redirect("/somewhere/?q=1").url, "/somewhere/?q=1");
    assert.equal(redirect("../up/").url, "../up/");
    assert.equal(redirect(new URL("https://example.com/x")).url, "https://example.com/x");
    assert.equal(redirect({ getAbsoluteUrl: () => "/own/" }).url, "/own/");
    assert.equal(resolveUrl("page.html"), "page.html");
    assert.throws(() => redirect("nosuchview"), { name: "NoReverseMatch" });
    assert.throws(() => redirect("javascript://x/"), { name: "DisallowedRedirect" });
  });

  it("is 302, 301, 307 or 308", (t) => {
    setUrlconf(patterns);
    t.after(() => setUrlconf(undefined));

    assert.equal(redirect("/x/").status, 302);
    assert.equal(redirect("/x/", { permanent: true }).status, 301);
    assert.equal(redirect("/x/", { preserveRequest: true }).status, 307);
    assert.equal(redirect("/x/", { permanent: true, preserveRequest: true }).status, 308);
  });
});

describe("render", () => {
  it("answers with a template's text, in the status and type given", async (t) => {
    const application = await makeSite(t, {
      urls: `path("", (request) => render(request, ["missing.html", "page.xml"], { n: Promise.resolve(1) },
        { status: 202, contentType: "application/xml" })),`,
      files: { "t/page.xml": "<n>{{ n }}</n>{% if request.path == '/' %}!{% endif %}" },
      settings: { TEMPLATES: [{ DIRS: ["t"] }] },
    });

    const response = await ask(application, "/");

    assert.equal(response.status, 202);
    assert.equal(response.headers.get("content-type"), "application/xml");
    assert.equal(await response.text(), "<n>1</n>!");
  });

  it("runs context processors, finds the apps' templates, tags and static files", async (t) => {
    const application = await makeSite(t, {
      urls: 'path("x/", (request) => render(request, "blog/page.html"), { name: "home" }),',
      files: {
        "blog/app.ts": "export default { name: 'blog' };",
        "blog/templates/blog/page.html":
          "{% load static shouting %}{{ company }} {{ 'hey'|shout }} {% static 'a.css' %} {% url 'home' %} {{ STATIC_URL }}",
        "blog/templatetags/shouting.ts": `import { Library } from ${JSON.stringify(
          new URL("../../src/templates/index.ts", import.meta.url).href,
        )};
          export const register = new Library().filter("shout", (text) => String(text).toUpperCase());`,
        "context.ts": "export const company = () => ({ company: 'Acme' });",
      },
      settings: {
        INSTALLED_APPS: ["blog"],
        TEMPLATES: [
          {
            APP_DIRS: true,
            OPTIONS: {
              context_processors: ["context.ts#company", "mkweb/context-processors#static"],
            },
          },
        ],
      },
    });

    const text = await (await ask(application, "/x/")).text();

    assert.equal(text, "Acme HEY /static/a.css /x/ /static/");
  });

  it("says at the start which context processor is not there", async (t) => {
    const start = (processor: string) =>
      makeSite(t, {
        files: { "context.ts": "" },
        settings: { TEMPLATES: [{ OPTIONS: { context_processors: [processor] } }] },
      });

    await assert.rejects(start("context.ts#company"), /exports no context processor 'company'/);
    await assert.rejects(start("nosuch.ts#x"), /TEMPLATES: no module named 'nosuch\.ts'/);
  });
});

import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  assertContains,
  assertNotContains,
  assertRedirects,
  assertTemplateUsed,
  Client,
  type ClientOptions,
} from "../../src/test/index.ts";
import { makeProject } from "../support/project.ts";
import { makeSite, type SiteFiles } from "../server/site.ts";

/** A client of a site of a few lines. */
async function clientOf(
  t: TestContext,
  site: SiteFiles,
  options: ClientOptions = {},
): Promise<Client> {
  const { settings } = await makeSite(t, site);
  return new Client({ settings, ...options });
}

const echo = `const echo = (request) => new HttpResponse(JSON.stringify({
  method: request.method, path: request.getFullPath(), type: request.contentType,
  GET: [...request.GET.lists()], POST: [...request.POST.lists()],
  files: [...request.FILES.items()].map(([name, file]) => [name, file.name, file.size]),
  body: request.contentType === "multipart/form-data" ? null : request.body.toString(),
  host: request.getHost(), secure: request.isSecure(), header: request.headers.get("X-Mine") ?? null,
  cookies: request.COOKIES,
}));`;
const everywhere = 'path("<path:rest>", echo),';

async function heard(response: Promise<{ json(): unknown }>): Promise<Record<string, unknown>> {
  const data = (await response).json();
  assert.ok(typeof data === "object" && data !== null);
  return { ...data };
}

describe("the test client", () => {
  it("asks with each method, its query and its headers", async (t) => {
    const client = await clientOf(
      t,
      { views: echo, urls: everywhere },
      { headers: { "X-Mine": "always" } },
    );

    const got = await heard(client.get("/a/?x=1", { y: [2, 3], z: "ä&" }));
    assert.equal(got["path"], "/a/?x=1&y=2&y=3&z=%C3%A4%26");
    assert.deepEqual(got["GET"], [
      ["x", ["1"]],
      ["y", ["2", "3"]],
      ["z", ["ä&"]],
    ]);
    assert.equal(got["host"], "testserver");
    assert.equal(got["header"], "always");
    const other = await heard(client.delete("/a/", "", { headers: { "x-mine": "now" } }));
    assert.equal(other["method"], "DELETE");
    assert.equal(other["header"], "now");
    assert.equal((await heard(client.options("/a/")))["method"], "OPTIONS");
    assert.equal((await heard(client.get("/a/", {}, { secure: true })))["secure"], true);
    const head = await client.head("/a/");
    assert.deepEqual([head.status, head.text], [200, ""]);
  });

  it("posts forms with files, other forms, JSON and bytes", async (t) => {
    const client = await clientOf(t, { views: echo, urls: everywhere });
    const file = new File(["four"], "note.txt", { type: "text/plain" });

    const form = await heard(client.post("/f/", { name: "ann", tags: ["a", "b"], note: file }));
    const url = await heard(
      client.post("/f/", { q: "ä b" }, { contentType: "application/x-www-form-urlencoded" }),
    );
    const json = await heard(client.put("/f/", { n: [1] }, { contentType: "application/json" }));
    const bytes = await heard(client.patch("/f/", "raw", { contentType: "text/plain" }));

    assert.equal(form["type"], "multipart/form-data");
    assert.deepEqual(form["POST"], [
      ["name", ["ann"]],
      ["tags", ["a", "b"]],
    ]);
    assert.deepEqual(form["files"], [["note", "note.txt", 4]]);
    assert.deepEqual(url["POST"], [["q", ["ä b"]]]);
    assert.equal(json["body"], '{"n":[1]}');
    assert.equal(bytes["body"], "raw");
    await assert.rejects(client.post("/f/", { nothing: null }), /nothing cannot be sent as null/);
  });

  it("keeps cookies, and forgets those that are deleted", async (t) => {
    const client = await clientOf(t, {
      views: `${echo}
        const set = () => { const r = new HttpResponse(); r.setCookie("a", "one two"); r.setCookie("b", "2"); return r; };
        const drop = () => { const r = new HttpResponse(); r.deleteCookie("a"); return r; };`,
      urls: 'path("set/", set), path("drop/", drop), path("", echo),',
    });

    await client.get("/set/");
    assert.deepEqual((await heard(client.get("/")))["cookies"], { a: "one two", b: "2" });
    await client.get("/drop/");
    assert.deepEqual((await heard(client.get("/")))["cookies"], { b: "2" });
    client.cookies.set("b", "3");
    assert.deepEqual((await heard(client.get("/")))["cookies"], { b: "3" });
  });

  it("follows redirects when asked to, and finds circles", async (t) => {
    const client = await clientOf(t, {
      views: `${echo}
        const to = (location, status) => () => new HttpResponse("", { status, headers: { Location: location } });`,
      urls: `path("a/", to("../b/?q=1", 301)), path("b/", to("/end/", 302)), path("keep/", to("/end/", 307)),
        path("end/", echo), path("circle/", to("/circle/", 302)),`,
    });

    const stays = await client.get("/a/");
    assert.deepEqual([stays.status, stays.url], [301, "../b/?q=1"]);
    const followed = await client.post("/a/", { x: 1 }, { follow: true });
    assert.deepEqual(followed.redirectChain, [
      ["../b/?q=1", 301],
      ["/end/", 302],
    ]);
    assert.equal((await heard(Promise.resolve(followed)))["method"], "GET");
    assertRedirects(followed, "/end/");
    const kept = await heard(client.post("/keep/", { x: 1 }, { follow: true }));
    assert.deepEqual([kept["method"], kept["POST"]], ["POST", [["x", ["1"]]]]);
    await assert.rejects(client.get("/circle/", {}, { follow: true }), /Redirect loop/);
  });

  it("rejects with the error of a view, unless told to show the page visitors see", async (t) => {
    const site = { urls: 'path("", () => { throw new RangeError("of the view"); }),' };
    const usual = await clientOf(t, site);
    const visitor = await clientOf(t, site, { raiseRequestException: false });

    await assert.rejects(usual.get("/"), { name: "RangeError", message: "of the view" });
    const page = await visitor.get("/");
    assert.equal(page.status, 500);
    assert.match(page.text, /Server Error \(500\)/);
    assert.equal((await usual.get("/nowhere/")).status, 404);
  });

  it("is exempt from CSRF checks, unless told not to be", async (t) => {
    const site = {
      urls: 'path("", () => new HttpResponse("ok")),',
      settings: { MIDDLEWARE: ["mkweb/middleware/csrf"] },
    };

    assert.equal((await (await clientOf(t, site)).post("/")).status, 200);
    const strict = await clientOf(t, site, { enforceCsrfChecks: true });
    assert.equal((await strict.post("/")).status, 403);
  });

  it("knows the template, the context and the view behind a response", async (t) => {
    const client = await clientOf(t, {
      urls: 'path("", (request) => render(request, "page.html", { name: "<ann>" }, { status: 201 }), { name: "home" }),',
      files: { "templates/page.html": "Hello {{ name }}" },
      settings: { TEMPLATES: [{ DIRS: ["templates"] }] },
    });

    const response = await client.get("/");

    assert.deepEqual(response.context, { name: "<ann>" });
    assert.equal(response.request.resolverMatch?.viewName, "home");
    assertTemplateUsed(response, "page.html");
    assertContains(response, "Hello &lt;ann&gt;", { status: 201, count: 1 });
    assertNotContains(response, "<ann>", { status: 201 });
    assert.throws(() => assertContains(response, "Hello"), /Expected status 200, got 201/);
    assert.throws(() => assertContains(response, "Bye", { status: 201 }), /Couldn't find "Bye"/);
    assert.throws(
      () => assertNotContains(response, "Hello", { status: 201 }),
      /should not contain/,
    );
    assert.throws(() => assertTemplateUsed(response, "other.html"));
  });

  it("turns DEBUG off and allows its own host, whatever the settings say", async (t) => {
    const client = await clientOf(t, {
      urls: 'path("", (request) => new HttpResponse(request.getHost() + request.settings.DEBUG)),',
      settings: { DEBUG: true, ALLOWED_HOSTS: ["example.com"] },
    });

    assert.equal((await client.get("/")).text, "testserverfalse");
  });

  it("finds the project's settings by itself, also when a test file is run alone", async (t) => {
    const project = await makeProject(t, {
      "polls/tests.ts": `import assert from "node:assert/strict";
import { it } from "node:test";
import { Client } from "mkweb/test";
it("works", async () => assert.equal((await new Client().get("/polls/")).status, 200));
`,
    });
    const { startProcess } = await import("../support/project.ts");
    const { fileURLToPath } = await import("node:url");
    const alone = startProcess(["--test", "polls/tests.ts"], fileURLToPath(project.root));

    assert.equal(await alone.ended(), 0, alone.output());
    assert.equal((await project.manage("test")).status, 0);
  });

  it("asks for the address of a view by its name from the first line on", async (t) => {
    const project = await makeProject(t, {
      "polls/tests.ts": `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Client } from "mkweb/test";
import { reverse } from "mkweb/urls";

describe("polls", () => {
  const address = reverse("polls:index");
  it("works", async () => {
    const client = new Client();
    const response = await client.get(reverse("polls:index"));
    assert.equal(response.status, 200);
    assert.equal(address, "/polls/");
  });
});
`,
    });
    const { startProcess } = await import("../support/project.ts");
    const { fileURLToPath } = await import("node:url");
    const alone = startProcess(["--test", "polls/tests.ts"], fileURLToPath(project.root));

    assert.equal(await alone.ended(), 0, alone.output());
    const run = await project.manage("test");
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask, imports, makeSite } from "./site.ts";

/** A middleware that writes down when it is called. */
const noting = (name: string, hooks = ""): string => `
export default (getResponse) => {
  const trail = (globalThis.mkwebTrail ??= []);
  const handler = async (request) => {
    trail.push("${name} in");
    const response = await getResponse(request);
    trail.push("${name} out " + response.status);
    return response;
  };
  return Object.assign(handler, { ${hooks} });
};
`;

function trail(): readonly string[] {
  const found: unknown = Reflect.get(globalThis, "mkwebTrail");
  Reflect.deleteProperty(globalThis, "mkwebTrail");
  return Array.isArray(found) ? found.map(String) : [];
}

const ok =
  'path("", () => new HttpResponse("ok"), { name: "home" }), path("boom/", () => { throw new Error("boom"); }),';
const note = (word: string): string => `globalThis.mkwebTrail.push("${word}");`;

describe("the middleware chain", () => {
  it("goes in in the order of MIDDLEWARE and out in reverse", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      files: { "a.ts": noting("a"), "b.ts": noting("b") },
      settings: { MIDDLEWARE: ["a.ts", "b.ts"] },
    });

    await ask(application, "/");

    assert.deepEqual(trail(), ["a in", "b in", "b out 200", "a out 200"]);
  });

  it("turns an error into a response before the middleware outside sees it", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      files: { "a.ts": noting("a") },
      settings: { MIDDLEWARE: ["a.ts"] },
    });

    await ask(application, "/boom/");
    await ask(application, "/nowhere/");

    assert.deepEqual(trail(), ["a in", "a out 500", "a in", "a out 404"]);
  });

  it("runs processView inwards and processException outwards, until one answers", async (t) => {
    const hooks = (name: string, answer: string): string =>
      `processView(request, view, params) { ${note(`${name} view`)} },
       async processException(request, error) { ${note(`${name} exception`)} ${answer} },`;
    const application = await makeSite(t, {
      urls: ok,
      files: {
        "a.ts": noting("a", hooks("a", "")),
        "b.ts":
          imports + noting("b", hooks("b", 'return new HttpResponse("saved " + error.message);')),
        "c.ts": noting("c", hooks("c", "")),
      },
      settings: { MIDDLEWARE: ["a.ts", "b.ts", "c.ts"] },
    });

    const response = await ask(application, "/boom/");

    assert.equal(await response.text(), "saved boom");
    assert.deepEqual(
      trail().filter((each) => /view|exception/.test(each)),
      ["a view", "b view", "c view", "c exception", "b exception"],
    );
  });

  it("lets processView answer for the view, and knows the match there", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      files: {
        "a.ts":
          imports +
          noting(
            "a",
            "processView(request) { return new HttpResponse(request.resolverMatch.viewName); }",
          ),
        "b.ts": noting("b", `processView() { ${note("b view")} }`),
      },
      settings: { MIDDLEWARE: ["a.ts", "b.ts"] },
    });

    assert.equal(await (await ask(application, "/")).text(), "home");
    assert.ok(!trail().includes("b view"));
  });

  it("leaves out a middleware that is not used", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      files: { "a.ts": `${imports}export default () => { throw new MiddlewareNotUsed("no"); };` },
      settings: { MIDDLEWARE: ["a.ts"] },
    });

    assert.equal(await (await ask(application, "/")).text(), "ok");
  });

  it("refuses at the start an entry that is missing or is no middleware", async (t) => {
    const files = { "a.ts": "export const nothing = 1;", "b.ts": "export default () => {};" };
    const start = (name: string) =>
      makeSite(t, { urls: ok, files, settings: { MIDDLEWARE: [name] } });

    await assert.rejects(start("nosuch.ts"), /MIDDLEWARE: no module named 'nosuch\.ts'\./);
    await assert.rejects(start("a.ts"), /The module 'a\.ts' of MIDDLEWARE exports no middleware\./);
    await assert.rejects(start("b.ts"), /The middleware 'b\.ts' did not return a function\./);
  });

  it("makes no promise where nothing is asynchronous", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      settings: { MIDDLEWARE: ["mkweb/middleware/security", "mkweb/middleware/clickjacking"] },
    });
    let answered = false;
    const listener = application.createListener({ onResponse: () => (answered = true) });
    const { request, response } = await exchange();

    listener(request, response);

    assert.equal(answered, true);
  });

  it("uses the patterns that a middleware sets for a request", async (t) => {
    const application = await makeSite(t, {
      urls: ok,
      files: {
        "a.ts": `${imports}export default (getResponse) => (request) => {
          request.urlconf = { urlpatterns: [path("", () => new HttpResponse("other"))] };
          return getResponse(request);
        };`,
      },
      settings: { MIDDLEWARE: ["a.ts"] },
    });

    assert.equal(await (await ask(application, "/")).text(), "other");
  });
});

async function exchange() {
  const { IncomingMessage, ServerResponse } = await import("node:http");
  const { Socket } = await import("node:net");
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: "GET", url: "/", headers: { host: "testserver" } });
  return { request, response: new ServerResponse(request) };
}

/** Which request the running code works for. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { currentRequest, followRequests } from "../../src/http/index.ts";
import { serve } from "../../src/server/index.ts";
import { ask, makeSite } from "./site.ts";

const site = {
  views: `
    import { setImmediate } from "node:timers/promises";
    import { currentRequest } from "${new URL("../../src/http/index.ts", import.meta.url).href}";
    const known = () => currentRequest()?.path ?? "none";
    async function* pieces() { for (const at of [1, 2]) { await setImmediate(); yield known() + at; } }
  `,
  urls: `
    path("now/<int:n>/", () => new HttpResponse(known())),
    path("later/<int:n>/", async () => { await setImmediate(); return new HttpResponse(known()); }),
    path("stream/", () => new StreamingHttpResponse(pieces())),
  `,
};

describe("the current request", () => {
  it("is known in each view, in what it awaits and in what it streams, by every door", async (t) => {
    t.after(followRequests());
    const application = await makeSite(t, { ...site, settings: { ALLOWED_HOSTS: ["*"] } });
    const serving = await serve(application, { port: 0, signal: t.signal, gracePeriodMs: 500 });
    t.after(() => serving.close());
    const doors = [
      async (path: string) => (await ask(application, path)).text(),
      async (path: string) => (await fetch(new URL(path, serving.url))).text(),
    ];
    for (const door of doors) {
      const paths = ["/now/1/", "/later/2/", "/later/3/", "/now/4/"];
      assert.deepEqual(await Promise.all(paths.map(door)), paths);
      assert.equal(await door("/stream/"), "/stream/1/stream/2");
    }
    assert.equal(currentRequest(), undefined);
  });

  it("is not kept once the last who asked for it has ended that", async (t) => {
    const application = await makeSite(t, site);
    const known = async (): Promise<string> => (await ask(application, "/later/1/")).text();
    const [first, second] = [followRequests(), followRequests()];
    first();
    first();
    assert.equal(await known(), "/later/1/");
    second();
    assert.equal(await known(), "none");
  });
});

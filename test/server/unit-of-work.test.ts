/** Each request has a unit of work, and so an EntityManager, of its own; however it comes in. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { entityManager } from "../../src/db/index.ts";
import type { Application } from "../../src/server/index.ts";
import { makeSite } from "./site.ts";

const db = JSON.stringify(new URL("../../src/db/index.ts", import.meta.url).href);
const FORM = "content-type: application/x-www-form-urlencoded\r\n";

/** Its page names the EntityManager before and after a wait; equal names are one and the same. */
function site(t: TestContext): Promise<Application> {
  return makeSite(t, {
    views: `
      import { entityManager } from ${db};
      const seen = [];
      const nameOf = async () => {
        const em = await entityManager();
        if (!seen.includes(em)) seen.push(em);
        return seen.indexOf(em);
      };
      const page = async (request) => {
        const first = await nameOf();
        await new Promise((resolve) => setTimeout(resolve, 5));
        return new HttpResponse(\`<\${first} \${await nameOf()} \${request.POST.get("name", "-")}>\`);
      };`,
    urls: `path("", page)`,
    settings: { DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } } },
  });
}

describe("the unit of work of a request", () => {
  it("is its own among requests sent at once on one connection, and after them", async (t) => {
    const application = await site(t);
    const server = createServer(application.nodeListener).listen(0, "127.0.0.1");
    t.after(() => server.close());
    await once(server, "listening");
    const address = server.address();
    assert.ok(typeof address === "object" && address);

    const head = "Host: testserver\r\n";
    const get = `GET / HTTP/1.1\r\n${head}\r\n`;
    const post = (headers: string): string =>
      `POST / HTTP/1.1\r\n${head}${FORM}${headers}content-length: 8\r\n\r\n`;
    const socket = connect(address.port, "127.0.0.1");
    socket.write(`${get}${get}${post("")}name=one${post("Connection: close\r\n")}`);
    // The rest of the last body comes alone, long after its headers.
    setTimeout(() => socket.write("name=two"), 50);
    let answers = "";
    for await (const chunk of socket) answers += String(chunk);

    assert.deepEqual(
      Array.from(answers.matchAll(/<(\d) (\d) (\S+)>/g), ([, first, then, name]) => [
        first === then,
        name,
      ]),
      [
        [true, "-"],
        [true, "-"],
        [true, "one"],
        [true, "two"],
      ],
    );
    const names = Array.from(answers.matchAll(/<(\d)/g), ([, first]) => first);
    assert.equal(new Set(names).size, 4, answers);
  });

  it("does not become that of the code that asks through fetch", async (t) => {
    const application = await site(t);
    const own = await entityManager();
    const pages = await Promise.all(
      [1, 2].map(async () => (await application.fetch(new Request("http://testserver/"))).text()),
    );
    assert.deepEqual(pages.toSorted(), ["<0 0 ->", "<1 1 ->"]);
    assert.equal(await entityManager(), own);
  });
});

/** Views that hold the database, and visitors of the same site who want nothing of it. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import {
  newDatabase,
  vendors,
  withPostgres,
  type Limits,
  type Vendor,
} from "../connections/databases.ts";
import { lockElsewhere } from "../connections/other-process.ts";
import { makeSite } from "./site.ts";

withPostgres();

const connections = JSON.stringify(new URL("../../src/connections/index.ts", import.meta.url).href);

const views = `
import { getConnection } from ${connections};
const never = () => new Promise(() => {});
const database = (request) => getConnection(request.settings);
const add = (request) => database(request).write("insert into thing (name) values ('x')", []);
const plain = () => new HttpResponse("plain");
const count = async (request) => new HttpResponse(String((await database(request).rows("select count(*) from thing", []))[0][0]));
const write = async (request) => { await add(request); return new HttpResponse("written"); };
const hangInside = (request) => database(request).atomic(async () => { await add(request); await never(); });
const hangOutside = async (request) => { await add(request); await never(); };
const session = (request) => new HttpResponse(String(request.session.get("n", 0)));
`;
const urls = `path("plain/", plain), path("count/", count), path("write/", write), path("session/", session),
  path("hang-inside/", hangInside), path("hang-outside/", hangOutside)`;

/** A site that really listens, on a new database with a table `thing`. */
async function serveSite(t: TestContext, vendor: Vendor, limits: Limits) {
  const { folder, ...database } = await newDatabase(vendor);
  const application = await makeSite(t, {
    views,
    urls,
    settings: {
      DATABASES: { default: { ...database, ...limits } },
      MIDDLEWARE: ["mkweb/sessions/middleware"],
      SESSION_ENGINE: "mkweb/sessions/backends/db",
      // The database's own limits are what ends them here.
      VIEW_TIMEOUT: null,
    },
  });
  if (folder !== undefined) t.after(() => rm(folder, { recursive: true, force: true }));
  const key = vendor === "sqlite" ? "integer primary key" : "serial primary key";
  const connection = getConnection(application.settings);
  t.after(() => closeConnections(application.settings));
  await connection.run(`create table thing (id ${key}, name varchar(20))`);
  await connection.run(
    "create table django_session (session_key varchar(40) primary key, session_data text, expire_date timestamp)",
  );
  const server = createServer(application.nodeListener).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  const get = async (path: string) => {
    const headers = { host: "testserver", cookie: "sessionid=abcdefghijklmnopqrstuvwxyz012345" };
    const response = await fetch(`http://127.0.0.1:${port}/${path}/`, { headers });
    return `${response.status} ${response.ok ? await response.text() : ""}`.trim();
  };
  return { get, connection, errors: application.errors };
}

for (const { vendor, skip } of vendors) {
  describe(`20 views that never end on ${vendor}`, { skip }, () => {
    it("inside atomic blocks are answered 503, and other pages all the time", async (t) => {
      const { get, errors } = await serveSite(t, vendor, {
        TRANSACTION_TIMEOUT: 0.1,
        CONNECTION_TIMEOUT: 60,
        LOCK_TIMEOUT: 60,
      });
      const hanging = new Set(Array.from({ length: 20 }, (_, at) => at));
      const hung = [...hanging].map(async (at) => {
        const answer = await get("hang-inside");
        hanging.delete(at);
        return answer;
      });
      while (hanging.size > 0) {
        assert.equal(await get("plain"), "200 plain");
        assert.equal(await get("count"), "200 0");
        assert.equal(await get("session"), "200 0");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.deepEqual(new Set(await Promise.all(hung)), new Set(["503"]));
      assert.match(String(errors[0]), /TRANSACTION_TIMEOUT of DATABASES\['default'\]/);
      assert.equal(await get("write"), "200 written");
      assert.equal(await get("count"), "200 1");
    });

    it("outside of blocks hold nothing of the database", async (t) => {
      const { get, connection } = await serveSite(t, vendor, {});
      for (let at = 0; at < 20; at += 1) void get("hang-outside").catch(() => {});
      const stored = async () =>
        Number((await connection.rows("select count(*) from thing", []))[0]?.[0]);
      while ((await stored()) < 20) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(await get("plain"), "200 plain");
      assert.equal(await get("session"), "200 0");
      assert.equal(await get("write"), "200 written");
      await connection.atomic(() => connection.write("delete from thing", []));
    });
  });
}

describe("a site whose SQLite file another process has locked", () => {
  it("answers pages that write nothing, and the others when the lock is gone", async (t) => {
    const { get, connection } = await serveSite(t, "sqlite", { LOCK_TIMEOUT: 60 });
    assert.equal(await get("count"), "200 0");
    const release = await lockElsewhere(t, connection.database);
    const order: string[] = [];
    const writing = get("write").then((answer) => order.push(answer));
    // A process that stood still could not answer these before the other lets go.
    for (let time = 0; time < 20; time += 1) {
      assert.equal(await get("plain"), "200 plain");
      assert.equal(await get("count"), "200 0");
    }
    order.push("let go");
    await release();
    await writing;
    assert.deepEqual(order, ["let go", "200 written"]);
  });

  it("answers 503 to who has waited too long", async (t) => {
    const { get, connection, errors } = await serveSite(t, "sqlite", { LOCK_TIMEOUT: 0.2 });
    const release = await lockElsewhere(t, connection.database);
    assert.equal(await get("write"), "503");
    assert.match(String(errors[0]), /database is locked.*LOCK_TIMEOUT/);
    await release();
    assert.equal(await get("write"), "200 written");
  });
});

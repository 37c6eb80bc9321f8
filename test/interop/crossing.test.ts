/** What a visitor does on our site counts on Django's, and the other way round. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { noPostgres, startPostgres } from "../support/postgres.ts";
import { Browser } from "./browser.ts";
import {
  django,
  noDjango,
  noPsycopg,
  startDjango,
  startOurs,
  type SharedEnvironment,
  type Site,
} from "./servers.ts";

const shared = { SECRET_KEY: "one key for two sites", H_PBKDF2_ITERATIONS: "1000" };

crossings("one SQLite file", noDjango, async () => {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-interop-"));
  return {
    env: { ...shared, DB_PATH: join(folder, "db.sqlite3") },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
});

crossings("one PostgreSQL database", noPsycopg || noPostgres, async () => {
  const postgres = await startPostgres();
  const env = { ...shared, DATABASE_URL: await postgres.createDatabase() };
  return { env, stop: () => postgres.stop() };
});

interface Shared {
  readonly env: SharedEnvironment;
  stop(): Promise<void>;
}

function crossings(where: string, skip: string | false, share: () => Promise<Shared>): void {
  describe(`our site and Django's on ${where}`, { skip }, () => {
    let database: Shared;
    const sites = new Map<string, Site>();
    before(async () => {
      database = await share();
      django(database.env, "migrate", "-v", "0");
      django(database.env, "adduser", ...["ours", "django"].flatMap(usersOf));
      const [ours, theirs] = await Promise.all([
        startOurs(database.env),
        startDjango(database.env),
      ]);
      sites.set("ours", ours).set("django", theirs);
    });
    after(async () => {
      await Promise.all(Array.from(sites.values(), (site) => site.stop()));
      await database.stop();
    });
    for (const [here, there] of [
      ["ours", "django"],
      ["django", "ours"],
    ] as const) {
      describe(`from ${here} to ${there}`, () => {
        const site = (name: string): Site => {
          const found = sites.get(name);
          assert.ok(found);
          return found;
        };
        cases(() => ({ here: site(here), there: site(there) }), usersOf(here));
      });
    }
  });
}

/** Users whom only the cases of one direction know. */
function usersOf(here: string): readonly [string, string, string, string] {
  return [`${here}-login`, `${here}-logout`, `${here}-password`, `${here}-twice`];
}

interface Pair {
  readonly here: Site;
  readonly there: Site;
}

function cases(pair: () => Pair, [ann, bob, eve, joe]: ReturnType<typeof usersOf>): void {
  it("goes on counting where the other stopped", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    const counts: unknown[] = [];
    for (const site of [here, there, there, here]) {
      counts.push((await browser.get(site, "/counter/")).json["count"]);
    }
    assert.deepEqual(counts, [1, 2, 3, 4]);
  });

  it("shows the data that the other stored, whatever JSON can hold", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    const data = {
      text: 'é 漢字 💡 \u2028 </script> "quoted" \\ \u0000',
      empty: "",
      number: -12.5,
      large: 9_007_199_254_740_991,
      nothing: null,
      yes: true,
      list: [1, [2, [3]], {}],
      deep: { a: { b: ["c"] } },
      __proto__x: 1,
      long: "compressed ".repeat(2000),
    };
    await browser.postJson(here, "/session/set/", JSON.stringify(data));

    const seen = await browser.get(there, "/session/");

    assert.deepEqual(seen.json, {
      key: browser.cookies.get("sessionid"),
      data,
      expiry_age: 1_209_600,
    });
    await browser.postJson(there, "/session/set/", '{"added": 1}');
    const back = await browser.get(here, "/session/");
    assert.deepEqual(back.json["data"], { ...data, added: 1 });
  });

  it("keeps whole numbers that are longer than JavaScript's", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.postJson(here, "/session/set/", '{"n": 123456789012345678901234567890}');
    await browser.get(there, "/counter/");
    assert.match(
      (await browser.get(here, "/session/")).text,
      /"n": ?123456789012345678901234567890/,
    );
  });

  it("ends a session when the other said it should", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.get(here, "/counter/");
    await browser.postJson(here, "/session/expiry/", '{"seconds": 300}');
    assert.equal((await browser.get(there, "/session/")).json["expiry_age"], 300);
    const saved = await browser.get(there, "/counter/");
    assert.match(saved.setCookie("sessionid") ?? "", /max-age=300;/i);

    await browser.postJson(here, "/session/expiry/", '{"seconds": 1}');
    await sleep(1100);
    assert.deepEqual((await browser.copy().get(there, "/counter/")).json, { count: 1 });
    assert.deepEqual((await browser.copy().get(here, "/counter/")).json, { count: 1 });
  });

  it("ends a session with the browser when the other said it should", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.get(here, "/counter/");
    await browser.postJson(here, "/session/expiry/", '{"seconds": 0}');
    const saved = await browser.get(there, "/counter/");
    assert.doesNotMatch(saved.setCookie("sessionid") ?? "max-age", /max-age|expires/i);
    assert.deepEqual(saved.json, { count: 2 });
  });

  it("forgets what the other flushed", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.get(here, "/counter/");
    const kept = browser.copy();
    await browser.post(there, "/session/flush/");
    assert.equal(browser.cookies.has("sessionid"), false);
    assert.deepEqual((await kept.get(here, "/session/")).json["data"], {});
  });

  it("knows the session by the key that the other gave it, and not by the old one", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.get(here, "/counter/");
    const kept = browser.copy();
    await browser.post(there, "/session/cycle/");
    assert.notEqual(browser.cookies.get("sessionid"), kept.cookies.get("sessionid"));
    assert.deepEqual((await browser.get(here, "/counter/")).json, { count: 2 });
    assert.deepEqual((await kept.get(here, "/counter/")).json, { count: 1 });
  });

  it("knows who logged in at the other, and lets nobody in with a wrong password", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.get(there, "/counter/");
    const before = browser.cookies.get("sessionid");
    const wrong = await browser.post(here, "/login/", { username: ann, password: "wrong" });
    assert.deepEqual([wrong.status, wrong.json], [401, { user: null }]);

    const right = await browser.post(here, "/login/", { username: ann, password: `pw-${ann}` });

    assert.deepEqual([right.status, right.json], [200, { user: ann }]);
    assert.notEqual(browser.cookies.get("sessionid"), before);
    assert.deepEqual((await browser.get(there, "/whoami/")).json, { user: ann });
    assert.deepEqual((await browser.get(there, "/counter/")).json, { count: 2 });
    assert.deepEqual((await browser.get(here, "/whoami/")).json, { user: ann });
  });

  it("knows who logged out at the other", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    await browser.post(here, "/login/", { username: bob, password: `pw-${bob}` });
    const kept = browser.copy();
    await browser.post(there, "/logout/");
    for (const site of [here, there]) {
      assert.deepEqual((await browser.get(site, "/whoami/")).json, { user: null });
      assert.deepEqual((await kept.get(site, "/whoami/")).json, { user: null });
    }
  });

  it("leaves a login alone when the same user logs in at the other too", async () => {
    const { here, there } = pair();
    const [first, second] = [new Browser(), new Browser()];
    await first.post(here, "/login/", { username: joe, password: `pw-${joe}` });
    await second.post(there, "/login/", { username: joe, password: `pw-${joe}` });
    for (const site of [here, there]) {
      assert.deepEqual((await first.get(site, "/whoami/")).json, { user: joe });
      assert.deepEqual((await second.get(site, "/whoami/")).json, { user: joe });
    }
  });

  it("takes a password changed at the other, and ends all sessions but the one that did it", async () => {
    const { here, there } = pair();
    const [browser, elsewhere] = [new Browser(), new Browser()];
    await browser.post(here, "/login/", { username: eve, password: `pw-${eve}` });
    await elsewhere.post(there, "/login/", { username: eve, password: `pw-${eve}` });

    const changed = await browser.post(there, "/password/", { new: "new-é" });

    assert.deepEqual(changed.json, { ok: true });
    for (const site of [here, there]) {
      assert.deepEqual((await browser.get(site, "/whoami/")).json, { user: eve });
      assert.deepEqual((await elsewhere.copy().get(site, "/whoami/")).json, { user: null });
    }
    const old = await new Browser().post(here, "/login/", { username: eve, password: `pw-${eve}` });
    const now = await new Browser().post(here, "/login/", { username: eve, password: "new-é" });
    assert.deepEqual([old.status, now.status], [401, 200]);
  });

  it("takes forms that the other showed, and no forged ones", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    const page = await browser.get(here, "/form/");
    const token = /value="(\w+)"/.exec(page.text)?.[1] ?? "";

    const taken = await browser.post(there, "/form/", { csrfmiddlewaretoken: token });
    const forged = await browser.post(there, "/form/", { csrfmiddlewaretoken: "x".repeat(64) });
    const foreign = await new Browser().post(there, "/form/", { csrfmiddlewaretoken: token });

    assert.deepEqual([taken.status, taken.json], [200, { csrf: "ok" }]);
    assert.deepEqual([forged.status, foreign.status], [403, 403]);
  });

  it("takes no form that was shown before a login at the other", async () => {
    const { here, there } = pair();
    const browser = new Browser();
    const page = await browser.get(there, "/form/");
    const token = /value="(\w+)"/.exec(page.text)?.[1] ?? "";
    await browser.post(here, "/login/", { username: ann, password: `pw-${ann}` });
    const late = await browser.post(there, "/form/", { csrfmiddlewaretoken: token });
    assert.equal(late.status, 403);
  });
}

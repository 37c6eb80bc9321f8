/** Guessing passwords: slow for who guesses, and no lock for whose account it is. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Client, ClientResponse } from "../../src/test/index.ts";
import { logIn, makeAccountsSite, type AccountsSite } from "../auth/accounts-site.ts";

const settings = {
  NUM_PROXIES: 1,
  CACHES: { default: { BACKEND: "mkweb/cache/backends/locmem", OPTIONS: { MAX_ENTRIES: 10_000 } } },
};

interface Site extends AccountsSite {
  /** A browser at this address, which nobody has used yet. */
  readonly at: (address: string) => Client;
}

async function siteWithAnn(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<Site> {
  const LOCATION = String(Math.random());
  const CACHES = { default: { ...settings.CACHES.default, LOCATION } };
  const site = await makeAccountsSite(t, { ...settings, CACHES, ...given });
  await site.addUser({ username: "ann", password: "pw-ann" });
  await site.addUser({ username: "bob", password: "pw-bob" });
  const at = (address: string): Client => site.visitor({ headers: { "X-Forwarded-For": address } });
  return { ...site, at };
}

async function guess(visitor: Client, username: string, times: number): Promise<number[]> {
  const answers: number[] = [];
  for (let at = 0; at < times; at++)
    answers.push((await logIn(visitor, username, `guess ${at}`)).status);
  return answers;
}

const isIn = ({ status, url }: ClientResponse): boolean => status === 302 && url === "/";

describe("somebody who guesses the password of an account", () => {
  it("gets 429 after twenty guesses in five minutes, for a right one too, whichever way the name is written", async (t) => {
    const { at } = await siteWithAnn(t);
    const attacker = at("192.0.2.66");
    assert.deepEqual(await guess(attacker, "ann", 22), [...Array(20).fill(200), 429, 429]);
    const right = await logIn(attacker, "ann", "pw-ann");
    assert.equal(right.status, 429);
    assert.match(right.text, /Too many requests\. Try again in \d+ seconds\./);
    assert.ok(Number(right.headers.get("Retry-After")) > 0);
    for (const name of [" ann", "ann\u00a0", "ANN", "ａｎｎ"]) {
      assert.equal((await logIn(attacker, name, "pw-ann")).status, 429, JSON.stringify(name));
    }
    // Another name at the same address is another matter.
    assert.ok(isIn(await logIn(attacker, "bob", "pw-bob")));
  });

  it("gains nothing by many at once, by fresh browsers, or by addresses of one IPv6 network", async (t) => {
    const { at } = await siteWithAnn(t);
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, n) => guess(at(`2001:db8:0:1::${n.toString(16)}`), "ann", 1)),
    );
    assert.equal(all.flat().filter((status) => status === 200).length, 20);
  });

  it("does not lock the owner out: not elsewhere, and not at the same address in the owner's browser", async (t) => {
    const { at } = await siteWithAnn(t);
    const home = at("198.51.100.1");
    const desk = at("192.0.2.66");
    assert.ok(isIn(await logIn(desk, "ann", "pw-ann")));
    await desk.post("/accounts/logout/", {
      csrfmiddlewaretoken: desk.cookies.get("csrftoken") ?? "",
    });
    const attacker = at("192.0.2.66");
    assert.equal((await guess(attacker, "ann", 21)).at(-1), 429);

    assert.ok(isIn(await logIn(home, "ann", "pw-ann")), "from elsewhere");
    assert.ok(isIn(await logIn(desk, "ann", "pw-ann")), "from a browser that was in before");
    assert.equal((await logIn(attacker, "ann", "pw-ann")).status, 429);
  });

  it("has no other guesses in a browser that was in with another account", async (t) => {
    const { at } = await siteWithAnn(t);
    const attacker = at("192.0.2.66");
    assert.ok(isIn(await logIn(attacker, "bob", "pw-bob")));
    attacker.cookies.store("sessionid=; Max-Age=0");
    assert.equal((await guess(attacker, "ann", 21)).at(-1), 429);
  });

  it("is slowed in the owner's own browser as well", async (t) => {
    const { at } = await siteWithAnn(t);
    const desk = at("198.51.100.1");
    assert.ok(isIn(await logIn(desk, "ann", "pw-ann")));
    desk.cookies.store("sessionid=; Max-Age=0");
    assert.deepEqual(await guess(desk, "ann", 22), [...Array(20).fill(200), 429, 429]);
  });

  it("is slowed by address when the guesses go round all accounts; owners who were in are not", async (t) => {
    const { at } = await siteWithAnn(t, { RATELIMIT_LOGIN_ADDRESS: "15/h" });
    const desk = at("192.0.2.66");
    assert.ok(isIn(await logIn(desk, "ann", "pw-ann")));
    desk.cookies.store("sessionid=; Max-Age=0");
    const attacker = at("192.0.2.66");
    const answers = [];
    for (let account = 0; account < 20; account++)
      answers.push(...(await guess(attacker, `user${account}`, 1)));
    assert.deepEqual(answers, [...Array(15).fill(200), ...Array(5).fill(429)]);
    assert.ok(isIn(await logIn(desk, "ann", "pw-ann")));
  });
});

describe("a right password", () => {
  it("counts nothing, however often, and a form without one neither", async (t) => {
    const { at } = await siteWithAnn(t);
    const visitor = at("192.0.2.1");
    for (let turn = 0; turn < 25; turn++) {
      const browser = at("192.0.2.1");
      assert.ok(isIn(await logIn(browser, "ann", "pw-ann")));
      assert.equal((await logIn(visitor, "ann", "")).status, 200);
    }
    assert.deepEqual(await guess(visitor, "ann", 1), [200]);
  });
});

describe("the admin's login page", () => {
  it("counts with the other one", async (t) => {
    const { at } = await siteWithAnn(t, {
      INSTALLED_APPS: [
        "mkweb/contenttypes",
        "mkweb/sessions",
        "mkweb/messages",
        "mkweb/auth",
        "mkweb/admin",
      ],
      ROOT_URLCONF: new URL("urls.ts", import.meta.url).href,
    });
    const attacker = at("192.0.2.66");
    const page = await attacker.get("/admin/login/");
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page.text)?.[1] ?? "";
    const answers = [];
    for (let turn = 0; turn < 21; turn++) {
      const fields = { csrfmiddlewaretoken: token, username: "ann", password: `guess ${turn}` };
      answers.push((await attacker.post("/admin/login/", fields)).status);
    }
    assert.deepEqual(answers, [...Array(20).fill(200), 429]);
  });
});

describe("without the cache", () => {
  const CACHES = { default: { BACKEND: new URL("away.ts", import.meta.url).href } };
  const LOGGING = { loggers: { "mkweb.security": { handlers: [], propagate: false } } };

  it("logins go on, or not by RATELIMIT_LOGIN_CLOSED", async (t) => {
    const open = await siteWithAnn(t, { CACHES, LOGGING });
    assert.ok(isIn(await logIn(open.at("192.0.2.1"), "ann", "pw-ann")));
    const closed = await siteWithAnn(t, { CACHES, LOGGING, RATELIMIT_LOGIN_CLOSED: true });
    const visitor = closed.visitor({ raiseRequestException: false });
    assert.equal((await logIn(visitor, "ann", "pw-ann")).status, 503);
  });

  it("nothing is asked of it with both limits off", async (t) => {
    const site = await siteWithAnn(t, {
      CACHES,
      RATELIMIT_LOGIN: null,
      RATELIMIT_LOGIN_ADDRESS: null,
      RATELIMIT_LOGIN_CLOSED: true,
    });
    assert.ok(isIn(await logIn(site.at("192.0.2.1"), "ann", "pw-ann")));
  });
});

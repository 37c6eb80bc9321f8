/**
 * Who logs in here and there in turns stays logged in everywhere: no site makes another hash of the password.
 * Each Django is as it comes; NEWER_DJANGO is a folder for PYTHONPATH with a second one.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { isThorough } from "../support/thorough.ts";
import { Browser } from "./browser.ts";
import {
  django,
  noDjango,
  noNewerDjango,
  startDjango,
  startOurs,
  type SharedEnvironment,
  type Site,
} from "./servers.ts";

const newer = { PYTHONPATH: process.env["NEWER_DJANGO"] ?? "" };
/** As many as each site needs to see the others', for each costs a second of a processor; more in `npm run test:thorough`. */
const LOGINS = isThorough ? { ofTwo: 6, ofThree: 20 } : { ofTwo: 4, ofThree: 6 };
const ann = { username: "ann", password: "pw-ann" };

describe("logins in turns", { skip: noDjango }, () => {
  it("at Django and here leave the hash as it was, and nobody logged out", async (t) => {
    await alternate(t, await newDatabase(t), [{}], LOGINS.ofTwo);
  });

  it("at a newer Django and here do, too", { skip: noNewerDjango }, async (t) => {
    await alternate(t, await newDatabase(t), [newer], LOGINS.ofTwo);
  });

  it(
    "at two Djangos that agree on the older one's cost, and here, do, too",
    { skip: noNewerDjango },
    async (t) => {
      const env = { ...(await newDatabase(t)), H_PBKDF2_ITERATIONS: "260000" };
      await alternate(t, env, [{}, newer], LOGINS.ofThree);
    },
  );
});

/** Django's first site adds the user; ours is told which version that is. */
async function alternate(
  t: TestContext,
  env: SharedEnvironment,
  djangos: readonly SharedEnvironment[],
  logins: number,
): Promise<void> {
  const first = { ...env, ...djangos[0] };
  django(first, "migrate", "-v", "0");
  django(first, "adduser", "ann");
  const stored = django(first, "password", "ann");
  const H_DJANGO_VERSION = django(first, "version");
  const sites = await Promise.all([
    startOurs({ ...env, H_DJANGO_VERSION }),
    ...djangos.map((each) => startDjango({ ...env, ...each })),
  ]);
  t.after(() => Promise.all(sites.map((site) => site.stop())));

  const browsers = await logIn(sites, logins);

  for (const [at, browser] of browsers.entries()) {
    for (const site of sites) {
      const { json } = await browser.get(site, "/whoami/");
      assert.deepEqual(json, { user: "ann" }, `login ${at}, seen at ${site.origin}`);
    }
  }
  assert.equal(django(first, "password", "ann"), stored);
}

/** A new browser each time: everyone whom a changed hash would log out is still there to be asked. */
async function logIn(sites: readonly Site[], logins: number): Promise<readonly Browser[]> {
  const browsers: Browser[] = [];
  while (browsers.length < logins) {
    const site = sites[browsers.length % sites.length];
    assert.ok(site);
    const browser = new Browser();
    const { status } = await browser.post(site, "/login/", ann);
    assert.equal(status, 200);
    browsers.push(browser);
  }
  return browsers;
}

async function newDatabase(t: TestContext): Promise<SharedEnvironment> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-logins-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { SECRET_KEY: "one key for all sites", DB_PATH: join(folder, "db.sqlite3") };
}

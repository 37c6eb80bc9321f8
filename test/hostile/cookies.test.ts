/** A part of what `npm run hostile:cookies` does, with one seed for all time. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { attack } from "./cookie-attack.ts";
import { engines, makeCookieSite, type CookieSite } from "./cookie-site.ts";

const SEED = 20_261_122;

async function withstands(t: TestContext, site: CookieSite): Promise<void> {
  t.after(() => site.close());
  t.diagnostic(`seed ${SEED}`);
  const { recognised, wrong, counts } = await attack(site, 400, SEED);
  assert.deepEqual(wrong, []);
  assert.ok(recognised > 20, `only ${recognised} honest visitors were recognised`);
  assert.ok((counts.get("changed 200") ?? 0) > 0);
}

describe("hostile cookies", () => {
  for (const engine of engines) {
    it(`get neither a 500 nor another user's data from ${engine}`, async (t) => {
      await withstands(t, await makeCookieSite(engine));
    });
  }
});

describe("hostile cookies on PostgreSQL", { skip: noPostgres }, () => {
  let postgres: Postgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  it("get neither a 500 nor another user's data from db", async (t) => {
    const site = await makeCookieSite("db", () => postgres.createDatabase());
    await withstands(t, site);
  });
});

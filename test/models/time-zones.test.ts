/** Years, days and naive texts go by the clocks of the current time zone, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  atomic,
  connectionFor,
  date,
  F,
  gt,
  gte,
  hour,
  isIn,
  isoYear,
  lt,
  lte,
  not,
  year,
} from "../../src/db/index.ts";
import { overrideTimeZone } from "../../src/timezone/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Item, items } from "./items.ts";
import { openModels } from "./open.ts";

const moments = [
  "2019-12-31T22:30:00Z",
  "2019-12-31T23:30:00Z",
  "2020-12-31T22:59:59.999Z",
  "2020-12-31T23:00:00Z",
  "2021-01-04T00:00:00Z",
];

/** An item for each moment, and one without. The day is Berlin's. */
async function open(t: TestContext, database: TestDatabase): Promise<void> {
  await openModels(t, database, "stock", items);
  const days = ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01", "2021-01-04"];
  for (const [at, moment] of moments.entries()) {
    await Item.objects.create({
      name: String(at),
      moment: new Date(moment),
      day: days[at] ?? null,
    });
  }
  await Item.objects.create({ name: "none" });
}

const named = async (condition: object): Promise<string> =>
  (await Item.objects.filter(condition).orderBy("id").valuesList("name", { flat: true })).join(" ");

const inBerlin = <T>(work: () => Promise<T>): Promise<T> => overrideTimeZone("Europe/Berlin", work);

for (const database of databases) {
  describe(`time zones on ${database.vendor}`, { skip: database.skip }, () => {
    it("decide which year a moment is in, and not which a day is in", async (t) => {
      await open(t, database);
      assert.equal(await named({ moment: year(2020) }), "2 3");
      await inBerlin(async () => {
        assert.equal(await named({ moment: year(2020) }), "1 2");
        assert.equal(await named({ moment: year("2020" as never) }), "1 2");
        assert.equal(await named({ moment: year(gt(2020)) }), "3 4");
        assert.equal(await named({ moment: year(gte(2020)) }), "1 2 3 4");
        assert.equal(await named({ moment: year(lt(2020)) }), "0");
        assert.equal(await named({ moment: year(lte(2020)) }), "0 1 2");
        assert.equal(await named({ moment: year(isIn([2019, 2021])) }), "0 3 4");
        assert.equal(await named(not({ moment: year(2020) })), "0 3 4 none");
        assert.equal(await named({ day: year(2020) }), "1 2");
        assert.equal(await named({ moment: isoYear(2020) }), "0 1 2 3");
        assert.equal(await named({ day: isoYear(gt(2020)) }), "4");
        assert.equal(await named({ moment: date("2020-01-01") }), "1");
        assert.equal(await named({ moment: hour(0) }), "1 3");
      });
    });

    it("leave years that no Date or column has to the database", async (t) => {
      await open(t, database);
      for (const beyond of [0, -1, 10_000, 2n ** 40n]) {
        assert.equal(await named({ moment: year(beyond as number) }), "", String(beyond));
      }
      assert.equal(await named({ moment: year(gt(0)) }), "0 1 2 3 4");
      assert.equal(await named({ moment: year(lt(9999)) }), "0 1 2 3 4");
      assert.equal(await named({ moment: year(gt(F("count"))) }), "0 1 2 3 4");
      await assert.rejects(
        async () => named({ moment: year("now" as never) }),
        /expected a whole number/,
      );
    });

    it("keep an index of the column of use for its year", async (t) => {
      await open(t, database);
      await connectionFor().run('create index "by_moment" on "stock_item" ("moment")');
      const plan = await atomic(async () => {
        // So small a table is read whole, unless PostgreSQL is told not to.
        if (database.vendor === "postgresql")
          await connectionFor().run("set local enable_seqscan = off");
        return Item.objects.filter({ moment: year(2020) }).explain();
      });
      assert.match(plan, /by_moment/);
      assert.match(
        plan,
        database.vendor === "sqlite" ? /SEARCH.*moment>\? AND moment<\?/ : /Index Cond/,
      );
    });

    it("cut moments to the days and years of its clocks", async (t) => {
      await open(t, database);
      const [years, days] = await inBerlin(() =>
        Promise.all([
          Item.objects.datetimes("moment", "year"),
          Item.objects.filter({ name: isIn(["2", "3"]) }).datetimes("moment", "day"),
        ]),
      );
      assert.deepEqual(
        years.map((each) => each.toISOString()),
        ["2018-12-31T23:00:00.000Z", "2019-12-31T23:00:00.000Z", "2020-12-31T23:00:00.000Z"],
      );
      assert.deepEqual(
        days.map((each) => each.toISOString()),
        ["2020-12-30T23:00:00.000Z", "2020-12-31T23:00:00.000Z"],
      );
    });

    it("say what a text without an offset means, when it is checked, stored and looked up", async (t) => {
      await open(t, database);
      await inBerlin(async () => {
        const summer = new Date("2026-10-24T00:30:00Z");
        const item = new Item({ name: "naive", moment: "2026-10-24 02:30" as never });
        await item.fullClean({
          exclude: ["price", "day", "time", "code", "data", "address", "bytes"],
        });
        assert.deepEqual(item.moment, summer);
        const made = await Item.objects.create({
          name: "made",
          moment: "2026-10-24 02:30" as never,
        });
        await made.refreshFromDb();
        assert.deepEqual(made.moment, summer);
        assert.equal(await named({ moment: "2026-10-24 02:30" }), "made");
        await Item.objects.filter({ name: "made" }).update({ moment: "2026-11-24" as never });
        await made.refreshFromDb();
        assert.deepEqual(made.moment, new Date("2026-11-23T23:00:00Z"));
      });
    });
  });
}

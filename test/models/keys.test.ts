/** Keys besides a number: of several fields, and what people know a row by; and what the database fills in. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, IntegrityError } from "../../src/connections/index.ts";
import { currentState } from "../../src/migrations/index.ts";
import {
  closeModels,
  connectionFor,
  defineModel,
  dumpRows,
  F,
  fields,
  fixtureModels,
  isIn,
  loadFixtures,
  models,
  now,
  parseFixture,
  QuerySet,
  setupModels,
} from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeTables } from "../support/tables.ts";

class Line extends defineModel(() => Line, {
  pk: fields.compositePrimaryKey("order", "number"),
  order: fields.integer(),
  number: fields.integer(),
  state: fields.char(10).dbDefault("open"),
  made: fields.datetime().dbDefault(now()),
}) {}

class Places extends QuerySet<Place> {
  getByNaturalKey(city: string, street: string): Promise<Place> {
    return this.get({ city, street });
  }
}

class Place extends defineModel(
  () => Place,
  { city: fields.char(30), street: fields.char(30) },
  { querySet: Places, uniqueTogether: [["city", "street"]] },
) {
  naturalKey(): readonly string[] {
    return [this.city, this.street];
  }
}

class Shop extends defineModel(() => Shop, {
  name: fields.char(30),
  place: fields.foreignKey(() => Place, { onDelete: "cascade" }),
  others: fields.manyToMany(() => Place),
}) {}

async function open(t: TestContext, database: TestDatabase): Promise<void> {
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  setupModels(settings, [{ label: "trade", models: [Line, Place, Shop] }]);
  t.after(() => {
    closeModels();
    return closeConnections(settings);
  });
  await makeTables(connectionFor(), await currentState(models.models));
}

async function dumped(): Promise<object[]> {
  const options = { naturalForeign: true, naturalPrimary: true };
  const all: object[] = [];
  for (const model of fixtureModels()) {
    for await (const row of dumpRows(model, options)) all.push(row);
  }
  return all;
}

for (const database of databases) {
  describe(`keys on ${database.vendor}`, { skip: database.skip }, () => {
    it("of several fields find, order, change and delete rows", async (t) => {
      await open(t, database);
      await Line.objects.create({ order: 1, number: 1 });
      const second = await Line.objects.create({ order: 1, number: 2 });
      await Line.objects.create({ order: 2, number: 1 });
      assert.deepEqual(second.pk, [1, 2]);
      const found = await Line.objects.get({ pk: [1, 2] });
      found.state = "paid";
      await found.save();
      assert.equal((await Line.objects.get({ order: 1, number: 2 })).state, "paid");
      assert.equal(await Line.objects.count(), 3);
      await found.refreshFromDb();
      assert.equal(found.state, "paid");
      const some = Line.objects.filter({
        pk: isIn([
          [1, 1],
          [2, 1],
        ]),
      });
      assert.equal(await some.count(), 2);
      assert.equal(await Line.objects.exclude({ pk: [1, 1] } as never).count(), 2);
      assert.deepEqual((await Line.objects.orderBy("-pk" as never).first())?.pk, [2, 1]);
      for (const wrong of [7, [1], [1, 2, 3]]) {
        await assert.rejects(
          async () => Line.objects.filter({ pk: wrong } as never).count(),
          /Line: the key is a list of order, number/,
        );
      }
      await assert.rejects(
        new Line({ order: 1, number: 1 }).save({ forceInsert: true }),
        IntegrityError,
      );
      await found.delete();
      assert.equal(await Line.objects.count(), 2);
    });

    it("and values that the database fills in are there once a row is saved", async (t) => {
      await open(t, database);
      const made = await Line.objects.create({ order: 1, number: 1 });
      assert.equal(made.state, "open");
      assert.ok(made.made instanceof Date && Math.abs(Date.now() - made.made.getTime()) < 60_000);
      const [one, two] = await Line.objects.bulkCreate([
        { order: 3, number: 1 },
        { order: 3, number: 2, state: "paid" },
      ]);
      assert.deepEqual([one?.state, two?.state], ["open", "paid"]);
      await Line.objects.update({ state: F("state") });
      assert.equal(await Line.objects.filter({ state: "open" }).count(), 2);
    });

    it("that people know stand in fixtures for keys and relations, and find the rows again", async (t) => {
      await open(t, database);
      const main = await Place.objects.create({ city: "Ulm", street: "Main" });
      const side = await Place.objects.create({ city: "Ulm", street: "Side" });
      const shop = await Shop.objects.create({ name: "Bread", place: main });
      await shop.others.add(side);
      const rows = await dumped();
      const text = JSON.stringify(rows);
      assert.ok(text.includes('"place":["Ulm","Main"]'), text);
      assert.ok(text.includes('"others":[["Ulm","Side"]]'), text);
      const place = rows.find((row) => Reflect.get(row, "model") === "trade.place");
      assert.equal(Object.hasOwn(place ?? {}, "pk"), false);

      await Shop.objects.all().delete();
      await Place.objects.filter({ pk: main.pk }).delete();
      await Place.objects.create({ city: "Ulm", street: "New" });
      const objects = parseFixture(fixtureModels(), text, {
        name: "x.json",
        ignoreNonexistent: false,
      });
      await loadFixtures([{ name: "x.json", objects }]);
      const loaded = await Shop.objects.selectRelated("place").get({ name: "Bread" });
      assert.equal(loaded.place.street, "Main");
      assert.notEqual(loaded.place.pk, main.pk);
      assert.equal((await loaded.others.get()).pk, side.pk);
      assert.equal(await Place.objects.count(), 3);
    });
  });
}

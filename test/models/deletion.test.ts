/** What goes along when rows are deleted, as Django's collector finds it, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  connectionFor,
  postDelete,
  preDelete,
  ProtectedError,
  RestrictedError,
} from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openModels } from "./open.ts";
import { Cafe, Card, Category, Label, Maker, Note, Offer, Place, Product, shop } from "./shop.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "shop", shop);
  const maker = await Maker.objects.create({ name: "Ann" });
  const other = await Maker.objects.create({ name: "Bob" });
  const tools = await Category.objects.create({ name: "tools" });
  const saws = await Category.objects.create({ name: "saws", parent: tools });
  const saw = await Product.objects.create({ name: "saw", category: saws, maker: other });
  return { maker, other, tools, saws, saw };
}

/** What the statements do; those about transactions left out. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { statements } = await connectionFor().capture(work);
  return statements.flatMap((sql) => /\b(?:delete|insert|update)\b|^select\b/i.exec(sql) ?? []);
}

for (const database of databases) {
  describe(`deletion on ${database.vendor}`, { skip: database.skip }, () => {
    it("takes what belongs to a row along, counts by model, and leaves the object without a key", async (t) => {
      const { saw } = await open(t, database);
      await saw.labels.add(await Label.objects.create({ name: "sharp" }));
      await saw.notes.create({ text: "new" });

      assert.deepEqual(await saw.delete(), [
        3,
        { "shop.Product_labels": 1, "shop.Product": 1, "shop.Note": 1 },
      ]);

      assert.equal(saw.pk, null);
      assert.equal(await Note.objects.count(), 0);
      assert.equal(await Label.objects.count(), 1);
    });

    it("refuses what is protected, also further down, and deletes nothing then", async (t) => {
      const { tools } = await open(t, database);

      await assert.rejects(tools.delete(), (error: Error) => {
        assert.ok(error instanceof ProtectedError);
        assert.match(error.message, /'Category'.*'Category\.parent'/);
        assert.deepEqual(
          error.protectedObjects.map((each) => each.constructor.name),
          ["Product"],
        );
        return true;
      });

      assert.equal(await Category.objects.count(), 2);
      await Product.objects.all().delete();
      assert.deepEqual(await tools.delete(), [2, { "shop.Category": 2 }]);
    });

    it("refuses what is restricted, unless it goes along anyway", async (t) => {
      const { saw, maker } = await open(t, database);
      await Offer.objects.create({ product: saw, maker });

      await assert.rejects(maker.delete(), (error: Error) => {
        assert.ok(error instanceof RestrictedError);
        assert.match(error.message, /'Maker'.*restricted.*'Offer\.maker'/);
        assert.equal(error.restrictedObjects.length, 1);
        return true;
      });

      assert.deepEqual(await saw.delete(), [2, { "shop.Offer": 1, "shop.Product": 1 }]);
      assert.deepEqual(await maker.delete(), [1, { "shop.Maker": 1 }]);
    });

    it("sets keys to null or to a value, each in one statement, without reading the rows", async (t) => {
      const { other, saw, maker } = await open(t, database);
      saw.keeper = other;
      await saw.save();
      for (let at = 0; at < 20; at += 1) {
        await Product.objects.create({ name: "x", category: saw.categoryId, maker: other });
      }

      const statements = await statementsOf(() => other.delete());

      assert.deepEqual(statements, ["SELECT", "DELETE", "UPDATE", "UPDATE", "DELETE"]);
      await saw.refreshFromDb();
      assert.equal(saw.makerId, null);
      assert.equal(saw.keeperId, maker.id);
    });

    it("deletes rows that nothing depends on in one statement, without reading them", async (t) => {
      const { saw, maker } = await open(t, database);
      await Offer.objects.bulkCreate([
        { product: saw, maker },
        { product: saw, maker },
      ]);

      const statements = await statementsOf(async () => {
        assert.deepEqual(await Offer.objects.filter({ price: 0 }).delete(), [
          2,
          { "shop.Offer": 2 },
        ]);
      });

      assert.deepEqual(statements, ["DELETE"]);
    });

    it("deletes what keys name, and the rows that point to it, without reading; asked for otherwise it reads the keys", async (t) => {
      const { saw } = await open(t, database);
      const [sharp, red, old] = await Label.objects.bulkCreate([
        { name: "sharp" },
        { name: "red" },
        { name: "old" },
      ]);
      assert.ok(sharp && red && old);
      await saw.labels.add(sharp, red, old);
      const deleted = (count: number) => [
        2 * count,
        { "shop.Product_labels": count, "shop.Label": count },
      ];

      const byKey = await statementsOf(async () => {
        assert.deepEqual(await Label.objects.filter({ id: sharp.id }).delete(), deleted(1));
      });
      const byName = await statementsOf(async () => {
        assert.deepEqual(await Label.objects.filter({ name: "red" }).delete(), deleted(1));
      });

      assert.deepEqual(byKey, ["DELETE", "DELETE"]);
      assert.deepEqual(byName, ["SELECT", "DELETE", "DELETE"]);
      assert.deepEqual(await Label.objects.filter({ pk: sharp.id }).delete(), [0, {}]);
      assert.deepEqual(await saw.labels.valuesList("name", { flat: true }), ["old"]);
    });

    it("tells the signals of every object, before and after, children before what they point to", async (t) => {
      const { other } = await open(t, database);
      await Card.objects.create({ maker: other, street: "Main" });
      const seen: string[] = [];
      const note =
        (when: string) =>
        ({ instance, origin }: { instance: object; origin: object }): void => {
          assert.equal(origin, other);
          seen.push(`${when} ${instance.constructor.name}`);
        };
      const [before, after] = [note("pre"), note("post")];
      for (const sender of [Maker, Card]) {
        preDelete.connect(before, { sender });
        postDelete.connect(after, { sender });
        t.after(() => {
          preDelete.disconnect(before, { sender });
          postDelete.disconnect(after, { sender });
        });
      }

      await other.delete();

      assert.deepEqual(seen, ["pre Card", "pre Maker", "post Card", "post Maker"]);
    });

    it("takes parents along, or keeps them, and children with their parent", async (t) => {
      await open(t, database);
      const cafe = await Cafe.objects.create({ name: "Lux", seats: 9 });
      const second = await Cafe.objects.create({ name: "Rio", seats: 3 });
      const third = await Cafe.objects.create({ name: "Sol", seats: 1 });

      assert.deepEqual(await cafe.delete(), [2, { "shop.Cafe": 1, "shop.Place": 1 }]);
      assert.deepEqual(await second.delete({ keepParents: true }), [1, { "shop.Cafe": 1 }]);
      const place = await Place.objects.get({ name: "Sol" });
      assert.deepEqual(await place.delete(), [2, { "shop.Cafe": 1, "shop.Place": 1 }]);
      assert.deepEqual(
        (await Place.objects.all()).map(({ name }) => name),
        ["Rio"],
      );
      assert.equal(third.seats, 1);
    });

    it("is refused of slices, values, unions and objects that are not saved", async (t) => {
      await open(t, database);
      await assert.rejects(Label.objects.all().limit(1).delete(), { name: "TypeError" });
      await assert.rejects(Label.objects.values("name").delete(), { name: "TypeError" });
      await assert.rejects(Label.objects.union(Label.objects.all()).delete(), {
        name: "NotSupportedError",
      });
      await assert.rejects(new Label({ name: "x" }).delete(), /its id is null/);
      assert.equal(await Product.objects.count(), 1);
    });
  });
}

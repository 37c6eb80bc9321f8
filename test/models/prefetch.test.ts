/** Relations that are read along, one statement for each, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connectionFor, prefetch, prefetchRelatedObjects } from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openModels } from "./open.ts";
import { Category, Label, Maker, Note, Product, shop } from "./shop.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "shop", shop);
  const tools = await Category.objects.create({ name: "tools" });
  const maker = await Maker.objects.create({ name: "Ann" });
  const labels = await Label.objects.bulkCreate([{ name: "a" }, { name: "b" }, { name: "c" }]);
  for (const name of ["saw", "axe", "drill"]) {
    const product = await Product.objects.create({ name, category: tools, maker });
    await product.labels.set(name === "drill" ? [] : labels);
    await Note.objects.create({ about: product, text: name } as never);
  }
}

async function countOf(work: () => Promise<unknown>): Promise<number> {
  const { statements } = await connectionFor().capture(work);
  return statements.length;
}

for (const database of databases) {
  describe(`prefetchRelated on ${database.vendor}`, { skip: database.skip }, () => {
    it("reads relations to many and to one with one statement each, whatever the path", async (t) => {
      await open(t, database);
      const count = await countOf(async () => {
        const products = await Product.objects
          .orderBy("id")
          .prefetchRelated("labels", "category.products", "maker");
        assert.deepEqual((await products[0]?.labels.all())?.map(String).sort(), ["a", "b", "c"]);
        assert.deepEqual(await products[2]?.labels.all(), []);
        assert.equal(await products[0]?.labels.count(), 3);
        const category = await products[1]?.category;
        assert.equal((await category?.products.all())?.length, 3);
        assert.equal((await products[0]?.maker)?.name, "Ann");
      });
      assert.equal(count, 5);
    });

    it("takes a query of one's own, a property for the list, and slices for each object", async (t) => {
      await open(t, database);
      const latest = Label.objects.orderBy("-name").limit(2);
      const count = await countOf(async () => {
        const products = await Product.objects
          .orderBy("id")
          .prefetchRelated(prefetch("labels", latest, "shown"));
        const shown = products.map((each): readonly Label[] => Reflect.get(each, "shown"));
        assert.deepEqual(
          shown.map((labels) => labels.map(({ name }) => name)),
          [["c", "b"], ["c", "b"], []],
        );
      });
      assert.equal(count, 2);
    });

    it("reads generic relations of both sides", async (t) => {
      await open(t, database);
      const notes = await Note.objects.orderBy("id").prefetchRelated("about" as never);
      assert.deepEqual(
        notes.map(({ about }) => about instanceof Product && about.name),
        ["saw", "axe", "drill"],
      );
      const products = await Product.objects.orderBy("id").prefetchRelated("notes");
      assert.deepEqual(
        (await products[1]?.notes.all())?.map(({ text }) => text),
        ["axe"],
      );
    });

    it("is done for objects that are there, and forgotten when the relation changes", async (t) => {
      await open(t, database);
      const product = await Product.objects.get({ name: "saw" });
      await prefetchRelatedObjects([product], "labels");
      assert.equal(await countOf(() => product.labels.all().then(() => 0)), 0);
      await product.labels.clear();
      assert.deepEqual(await product.labels.all(), []);
    });

    it("refuses paths that lead nowhere, values, and two queries for one relation", async (t) => {
      await open(t, database);
      const of = (...lookups: readonly unknown[]) =>
        Product.objects.prefetchRelated(...(lookups as never[])).then(() => 0);
      await assert.rejects(of("nothing"), /Cannot find 'nothing' on Product object/);
      await assert.rejects(
        of("name"),
        /'name' does not resolve to an item that supports prefetching/,
      );
      await assert.rejects(
        of(prefetch("labels", Label.objects.values("name"))),
        /must return objects/,
      );
      await assert.rejects(
        of("labels", prefetch("labels", Label.objects.all())),
        /different queryset/,
      );
      await assert.rejects(
        of(prefetch("labels", Label.objects.all(), "name")),
        /conflicts with a field/,
      );
    });
  });
}

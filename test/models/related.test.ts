/** Related managers and relations to one, on both databases. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connectionFor, getRelated, m2mChanged } from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openModels } from "./open.ts";
import {
  Cafe,
  Card,
  Category,
  Label,
  Maker,
  Note,
  Offer,
  Place,
  Product,
  shop,
  Venue,
} from "./shop.ts";

async function open(t: TestContext, database: TestDatabase) {
  await openModels(t, database, "shop", shop);
  const maker = await Maker.objects.create({ name: "Ann" });
  const tools = await Category.objects.create({ name: "tools" });
  const saw = await Product.objects.create({ name: "saw", category: tools, maker });
  const axe = await Product.objects.create({ name: "axe", category: tools });
  const [sharp, new_] = [
    await Label.objects.create({ name: "sharp" }),
    await Label.objects.create({ name: "new" }),
  ];
  return { maker, tools, saw, axe, sharp, fresh: new_ };
}

async function countOf(work: () => Promise<unknown>): Promise<number> {
  const { statements } = await connectionFor().capture(work);
  return statements.filter((sql) => /\b(?:select|insert|update|delete)\b/i.test(sql)).length;
}

/** What a note is about. */
async function nameOf(note: Note): Promise<unknown> {
  const about = await note.about;
  return about instanceof Product ? about.name : undefined;
}

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name).sort();

for (const database of databases) {
  describe(`the other side of a foreign key on ${database.vendor}`, { skip: database.skip }, () => {
    it("is a query set of the rows that point here, which know the object", async (t) => {
      const { tools } = await open(t, database);

      const count = await countOf(async () => {
        const products = await tools.products.orderBy("name");
        assert.deepEqual(names(products), ["axe", "saw"]);
        assert.equal(products[0]?.category, tools);
      });

      assert.equal(count, 1);
      assert.deepEqual(names(await tools.products.filter({ name: "saw" })), ["saw"]);
      assert.equal(await tools.products.count(), 2);
    });

    it("creates rows that point here, whatever their data says", async (t) => {
      const { tools } = await open(t, database);
      const other = await Category.objects.create({ name: "other" });

      const made = await tools.products.create({ name: "drill" });
      const forged = await tools.products.create({ name: "x", categoryId: other.id } as never);
      const [found, created] = await tools.products.getOrCreate({ name: "drill" } as never);

      assert.equal(made.categoryId, tools.id);
      assert.equal(forged.categoryId, tools.id);
      assert.deepEqual([found.id, created], [made.id, false]);
      assert.equal(await other.products.count(), 0);
    });

    it("adds, removes and sets objects, few statements at a time, where the key can be null", async (t) => {
      const { maker, saw, axe } = await open(t, database);

      assert.equal(await countOf(() => maker.products.add(saw, axe)), 1);
      assert.equal(await maker.products.count(), 2);
      assert.equal(await countOf(() => maker.products.remove(saw)), 1);
      assert.deepEqual(names(await maker.products.all()), ["axe"]);
      await saw.refreshFromDb();
      await assert.rejects(maker.products.remove(saw), { name: "DoesNotExist" });
      await maker.products.set([saw]);
      assert.deepEqual(names(await maker.products.all()), ["saw"]);
      await maker.products.clear();
      assert.equal(await maker.products.count(), 0);
      await assert.rejects(maker.products.add(saw.id), { name: "TypeError" });
      await assert.rejects(maker.products.add(new Label({ name: "x" }) as never), {
        name: "TypeError",
      });
      const { category } = await Product.objects.selectRelated("category").get({ id: saw.id });
      await assert.rejects(category.products.clear(), /cannot be null/);
    });

    it("cannot be used before the object is saved", async (t) => {
      await open(t, database);
      assert.throws(() => new Category({ name: "x" }).products, /save it first/);
    });
  });

  describe(`a many-to-many relation on ${database.vendor}`, { skip: database.skip }, () => {
    it("takes objects and keys, adds each once, in one statement, from both sides", async (t) => {
      const { saw, axe, sharp, fresh } = await open(t, database);

      assert.equal(await countOf(() => saw.labels.add(sharp, fresh.id)), 1);
      await saw.labels.add(sharp);
      assert.deepEqual(names(await saw.labels.all()), ["new", "sharp"]);
      await sharp.products.add(axe);
      assert.deepEqual(names(await axe.labels.filter({ name: "sharp" })), ["sharp"]);
      assert.equal(await countOf(() => saw.labels.remove(sharp, fresh.id)), 1);
      assert.equal(await saw.labels.count(), 0);
      assert.equal(await sharp.products.count(), 1);
    });

    it("sets what is related, and leaves alone what stays", async (t) => {
      const { saw, sharp, fresh } = await open(t, database);
      await saw.labels.add(sharp);

      assert.equal(await countOf(() => saw.labels.set([sharp, fresh])), 2);
      assert.deepEqual(names(await saw.labels.all()), ["new", "sharp"]);
      await saw.labels.set([fresh], { clear: true });
      assert.deepEqual(names(await saw.labels.all()), ["new"]);
      await saw.labels.set(Label.objects.filter({ name: "sharp" }));
      assert.deepEqual(names(await saw.labels.all()), ["sharp"]);
      await saw.labels.clear();
      assert.equal(await saw.labels.count(), 0);
      const made = await saw.labels.create({ name: "made" });
      assert.deepEqual(names(await saw.labels.all()), ["made"]);
      assert.equal(made.name, "made");
    });

    it("of a model to itself holds both ways", async (t) => {
      const { saw, axe } = await open(t, database);
      await saw.alike.add(axe);
      assert.deepEqual(names(await axe.alike.all()), ["saw"]);
      await axe.alike.remove(saw);
      assert.equal(await saw.alike.count(), 0);
    });

    it("with a model between gives its rows values, and adds none twice", async (t) => {
      const { saw, maker } = await open(t, database);
      await saw.sellers.add(maker, { throughDefaults: { price: 7 } });
      await saw.sellers.add(maker, { throughDefaults: { price: () => 9 } });
      assert.deepEqual(await Offer.objects.valuesList("price", { flat: true }), [7]);
      assert.deepEqual(names(await maker.sold.all()), ["saw"]);
    });

    it("says what changes to its signal, with the keys that are new", async (t) => {
      const { saw, sharp, fresh } = await open(t, database);
      await saw.labels.add(sharp);
      const seen: unknown[] = [];
      const note = ({
        action,
        pkSet,
        reverse,
      }: {
        action: string;
        pkSet?: unknown;
        reverse: boolean;
      }) => {
        seen.push([action, pkSet instanceof Set ? [...pkSet] : pkSet, reverse]);
      };
      m2mChanged.connect(note);
      t.after(() => m2mChanged.disconnect(note));

      await saw.labels.add(sharp, fresh);
      await fresh.products.remove(saw);
      await saw.labels.clear();

      assert.deepEqual(seen, [
        ["preAdd", [fresh.id], false],
        ["postAdd", [fresh.id], false],
        ["preRemove", [saw.id], true],
        ["postRemove", [saw.id], true],
        ["preClear", undefined, false],
        ["postClear", undefined, false],
      ]);
    });

    it("refuses objects of another model, those not saved, and values that are no keys", async (t) => {
      const { saw, tools } = await open(t, database);
      await assert.rejects(saw.labels.add(tools as never), { name: "TypeError" });
      await assert.rejects(saw.labels.add(new Label({ name: "x" })), /save it first/);
      await assert.rejects(saw.labels.add("many" as never), { name: "TypeError" });
      await assert.rejects(saw.labels.add(null as never), { name: "TypeError" });
      assert.throws(() => Reflect.set(saw, "labels", []), /use labels\.set\(\)/);
      assert.equal(await saw.labels.count(), 0);
    });
  });

  describe(`a relation to one on ${database.vendor}`, { skip: database.skip }, () => {
    it("of two sides is read once, assigned from either, and null where there is none", async (t) => {
      const { maker } = await open(t, database);
      assert.equal(await maker.card, null);
      const card = new Card({ maker, street: "Main" });
      await card.save();
      assert.equal(maker.card, card);
      const other = await Maker.objects.selectRelated("card").get({ id: maker.id });
      assert.equal(other.card?.street, "Main");
      assert.equal(other.card?.maker, other);
    });

    it("that is generic takes objects of any model, and reads them", async (t) => {
      const { saw, maker } = await open(t, database);
      const note = new Note({ about: saw, text: "x" } as never);
      await note.save();
      await Note.objects.create({ about: maker, text: "y" } as never);

      const [first, second] = await Note.objects.orderBy("id");
      assert.ok(first && second);
      assert.equal(await nameOf(first), "saw");
      assert.ok((await second.about) instanceof Maker);
      assert.deepEqual(
        (await Note.objects.filter({ product: { name: "saw" } } as never)).map(({ text }) => text),
        ["x"],
      );
      assert.equal(await saw.notes.count(), 1);
      await saw.notes.clear();
      assert.deepEqual(
        (await Note.objects.all()).map(({ text }) => text),
        ["y"],
      );
    });

    it("of a child to its parent needs no statement, and saving writes both tables", async (t) => {
      await open(t, database);
      const cafe = await Cafe.objects.create({ name: "Lux", seats: 9 });
      cafe.name = "Rio";
      await cafe.save();
      const again = await Cafe.objects.get({ seats: 9 });

      const count = await countOf(async () => {
        const place: unknown = getRelated(again as never, "placePtr");
        assert.ok(place instanceof Place);
        assert.equal(place.name, "Rio");
      });

      assert.equal(count, 0);
      const place = await Place.objects.get({ name: "Rio" });
      const child: unknown = await getRelated(place as never, "cafe");
      assert.ok(child instanceof Cafe);
      assert.equal(child.seats, 9);
      const venue = await Venue.objects.get({ name: "Rio" });
      assert.ok(venue instanceof Venue);
      assert.ok(venue.equals(place));
    });
  });
}

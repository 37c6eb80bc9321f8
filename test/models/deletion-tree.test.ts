/** What a deletion would take along, and texts that need relations. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineModel, deletionTree, fields, readForText } from "../../src/models/index.ts";
import type { DeletionNode } from "../../src/models/index.ts";
import { textOf } from "../../src/templates/index.ts";
import { databases } from "../support/databases.ts";
import { openModels } from "./open.ts";

class Shelf extends defineModel(() => Shelf, { name: fields.char(20) }) {
  override toString(): string {
    return this.name;
  }
}
class Volume extends defineModel(() => Volume, {
  title: fields.char(20),
  shelf: fields.foreignKey(() => Shelf, { onDelete: "cascade" }),
  sequelOf: fields.foreignKey(() => Volume, { onDelete: "cascade" }).nullable(),
}) {
  override toString(): string {
    return `${(this.shelf as Shelf).name}/${this.title}`;
  }
}
class Loan extends defineModel(() => Loan, {
  volume: fields.foreignKey(() => Volume, { onDelete: "cascade" }),
  keeps: fields.foreignKey(() => Shelf, { onDelete: "restrict" }).nullable(),
}) {
  override toString(): string {
    return `loan of ${(this.volume as Volume).toString()}`;
  }
}
class Seal extends defineModel(() => Seal, {
  volume: fields.foreignKey(() => Volume, { onDelete: "protect" }),
}) {}
class Note extends defineModel(() => Note, {
  volume: fields.foreignKey(() => Volume, { onDelete: "set null" }).nullable(),
}) {}

const texts = (nodes: readonly DeletionNode[]): unknown[] =>
  nodes.flatMap(({ object, children }) =>
    children.length > 0 ? [textOf(object), texts(children)] : [textOf(object)],
  );

for (const database of databases) {
  describe(`what a deletion takes along on ${database.vendor}`, { skip: database.skip }, () => {
    it("is each object below the one that it goes with, and nothing is deleted", async (t) => {
      await openModels(t, database, "shelves", [Shelf, Volume, Loan, Seal, Note]);
      const shelf = await Shelf.objects.create({ name: "A" });
      const one = await Volume.objects.create({ title: "one", shelf });
      const two = await Volume.objects.create({ title: "two", shelf, sequelOf: one });
      await Loan.objects.create({ volume: two, keeps: shelf });
      await Note.objects.create({ volume: two });
      const { roots, byModel, protectedObjects } = await deletionTree([shelf]);
      await readForText([...byModel.values()].flat());
      assert.deepEqual(texts(roots), ["A", ["A/one", "A/two", ["loan of A/two"]]]);
      assert.deepEqual(
        [...byModel].map(([{ name }, found]) => [name, found.length]),
        [
          ["Shelf", 1],
          ["Volume", 2],
          ["Loan", 1],
        ],
      );
      assert.deepEqual(protectedObjects, []);
      assert.equal(await Volume.objects.count(), 2);
    });

    it("says what protects it, also what is restricted and does not go along", async (t) => {
      await openModels(t, database, "shelves", [Shelf, Volume, Loan, Seal, Note]);
      const a = await Shelf.objects.create({ name: "A" });
      const b = await Shelf.objects.create({ name: "B" });
      const volume = await Volume.objects.create({ title: "one", shelf: a });
      const seal = await Seal.objects.create({ volume });
      const loan = await Loan.objects.create({ volume, keeps: b });
      const whole = await deletionTree([a]);
      assert.deepEqual(
        whole.protectedObjects.map((object) => (object as Seal).pk),
        [seal.pk],
      );
      const restricted = await deletionTree([b]);
      assert.deepEqual(
        restricted.protectedObjects.map((object) => (object as Loan).pk),
        [loan.pk],
      );
      assert.deepEqual(await deletionTree([]), {
        roots: [],
        byModel: new Map(),
        protectedObjects: [],
      });
    });

    it("reads the relations that texts need, of all objects at once", async (t) => {
      await openModels(t, database, "shelves", [Shelf, Volume, Loan, Seal, Note]);
      const shelf = await Shelf.objects.create({ name: "A" });
      for (const title of ["one", "two", "three"]) {
        const volume = await Volume.objects.create({ title, shelf });
        await Loan.objects.create({ volume });
      }
      const loans = await Loan.objects.orderBy("id");
      assert.throws(() => String(loans[0]), /Loan\.volume is not loaded/);
      await readForText(loans);
      assert.deepEqual(loans.map(String), ["loan of A/one", "loan of A/two", "loan of A/three"]);
    });
  });
}

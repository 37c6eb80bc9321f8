/** Every kind of field, there and back, and the columns it makes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { connectionFor, fields } from "../../src/models/index.ts";
import { databases } from "../support/databases.ts";
import { openApp } from "./polls/open.ts";
import { Label, Sample } from "./samples/models.ts";

const samples = new URL("samples/", import.meta.url);
const values = {
  title: "o'hara",
  body: "long",
  small: -3,
  large: 9_007_199_254_740_991,
  yes: true,
  price: "12.50",
  ratio: 0.25,
  day: "2026-11-22",
  at: new Date("2026-11-22T11:33:00.123Z"),
  clock: "11:33:00",
  extra: { list: [1, "it's", null], deep: { yes: true } },
  key: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
  bytes: new Uint8Array([0, 255, 10]),
  kind: "b",
  mail: "ann@example.com",
  slug: "a-slug",
  link: "https://example.com/",
  year: -32_768,
  votes: 2_147_483_647,
  stars: 32_767,
  hits: 9_007_199_254_740_991,
  level: "hi",
} as const;

for (const database of databases) {
  describe(`fields on ${database.vendor}`, { skip: database.skip }, () => {
    it("come back as they went in", async (t) => {
      await openApp(t, database, "samples", samples);
      const { id } = await Sample.objects.create({ ...values });

      const found = await Sample.objects.get({ id });

      const back: Record<string, unknown> = Object.fromEntries(
        Object.keys(values).map((name) => [name, Reflect.get(found, name)]),
      );
      assert.deepEqual({ ...back, price: Number(back["price"]) }, { ...values, price: 12.5 });
      assert.equal(found.empty, null);
    });

    it("are stored as Django stores them", async (t) => {
      await openApp(t, database, "samples", samples);
      await Sample.objects.create({ ...values });
      const row = await connectionFor().get("select * from samples_sample");
      assert.ok(row);

      const expected =
        database.vendor === "sqlite"
          ? { at: "2026-11-22 11:33:00.123000", yes: 1, key: values.key.replaceAll("-", "") }
          : { at: values.at, yes: true, key: values.key };
      assert.deepEqual({ at: row["at"], yes: row["yes"], key: row["key"] }, expected);
      assert.deepEqual([row["day"], row["empty"]], ["2026-11-22", null]);
      assert.equal(await Sample.objects.filter({ key: values.key }).count(), 1);
    });

    it("keep many-to-many relations in a table of their own", async (t) => {
      await openApp(t, database, "samples", samples);
      const [red, blue] = await Label.objects.bulkCreate([{ text: "red" }, { text: "blue" }]);
      assert.ok(red && blue);
      const sample = await Sample.objects.create({ ...values });
      await sample.labels.add(red, blue);

      const found = await Sample.objects.prefetchRelated("labels").get({ id: sample.id });
      assert.deepEqual((await found.labels.all()).map(({ text }) => text).sort(), ["blue", "red"]);
      assert.equal(await Sample.objects.filter({ labels: { text: "red" } }).count(), 1);
      assert.equal(await Sample.objects.filter({ labels: { text: "green" } }).count(), 0);
      const rows = await connectionFor().all(
        "select sample_id, label_id from samples_sample_labels",
      );
      assert.deepEqual(
        rows.map((row) => row["sample_id"]),
        [sample.id, sample.id],
      );
    });

    it("refuse a second row where they are unique, and an unknown name", async (t) => {
      await openApp(t, database, "samples", samples);
      await Label.objects.create({ text: "red" });

      await assert.rejects(Label.objects.create({ text: "red" }), /unique/i);
      const data: object = { text: "x", nope: 1 };
      assert.throws(() => Reflect.construct(Label, [data]), /unexpected keyword arguments: 'nope'/);
      const hostile: unknown = JSON.parse('{ "text": "x", "__proto__": { "id": 1 } }');
      assert.throws(
        () => Reflect.construct(Label, [hostile]),
        /unexpected keyword arguments: '__proto__'/,
      );
    });
  });
}

describe("char", () => {
  it("takes its length first, or among its options as Django writes it", () => {
    const options = { unique: true, helpText: "Short." };
    assert.deepEqual(fields.char({ maxLength: 20, ...options }), fields.char(20, options));
  });
});

/** Every kind of field, there and back, and the columns it makes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kysely, unitOfWork } from "../../src/db/index.ts";
import { databases, openApp } from "./polls/open.ts";
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
  bytes: Buffer.from([0, 255, 10]),
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

      const found = await unitOfWork(() => Sample.objects.get({ id }));

      const back: Record<string, unknown> = Object.fromEntries(
        Object.keys(values).map((name) => [name, Reflect.get(found, name)]),
      );
      assert.deepEqual({ ...back, price: Number(back["price"]) }, { ...values, price: 12.5 });
      assert.equal(found.empty, null);
    });

    it("are stored as Django stores them", async (t) => {
      await openApp(t, database, "samples", samples);
      await Sample.objects.create({ ...values });
      interface Tables {
        readonly samples_sample: Readonly<Record<string, unknown>>;
      }
      const row = await (
        await kysely<Tables>()
      )
        .selectFrom("samples_sample")
        .selectAll()
        .executeTakeFirstOrThrow();

      const expected =
        database.vendor === "sqlite"
          ? { at: "2026-11-22 11:33:00.123000", yes: 1, key: values.key.replaceAll("-", "") }
          : { at: values.at, yes: true, key: values.key };
      assert.deepEqual({ at: row["at"], yes: row["yes"], key: row["key"] }, expected);
      assert.deepEqual([row["day"], row["empty"]], ["2026-11-22", null]);
      assert.equal(await Sample.objects.count({ key: values.key }), 1);
    });

    it("keep many-to-many relations in a table of their own", async (t) => {
      await openApp(t, database, "samples", samples);
      const [red, blue] = await Label.objects.bulkCreate([{ text: "red" }, { text: "blue" }]);
      assert.ok(red && blue);
      const sample = await Sample.objects.create({ ...values, labels: [red, blue] });

      const found = await unitOfWork(() =>
        Sample.objects.get({ id: sample.id }, { populate: ["labels"] }),
      );
      assert.deepEqual(found.labels.map(({ text }) => text).sort(), ["blue", "red"]);
      assert.equal(await Sample.objects.count({ labels: { text: "red" } }), 1);
      assert.equal(await Sample.objects.count({ labels: { text: "green" } }), 0);
      interface Tables {
        readonly samples_sample_labels: Readonly<Record<"id" | "sample_id" | "label_id", number>>;
      }
      const rows = await (
        await kysely<Tables>()
      )
        .selectFrom("samples_sample_labels")
        .select(["sample_id", "label_id"])
        .where("id", ">", 0)
        .execute();
      assert.deepEqual(
        rows.map((row) => row.sample_id),
        [sample.id, sample.id],
      );
    });

    it("refuse a second row where they are unique, and a name that is none of theirs", async (t) => {
      await openApp(t, database, "samples", samples);
      await Label.objects.create({ text: "red" });

      await assert.rejects(Label.objects.create({ text: "red" }), /unique/i);
      const data: object = { text: "x", nope: 1 };
      assert.throws(() => Reflect.construct(Label, [data]), /unexpected keyword argument 'nope'/);
    });
  });
}

/** What `objects` does by itself is what MikroORM does once somebody has asked for its EntityManager. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wrap } from "@mikro-orm/core";
import { currentUnit, entityManager, unitOfWork } from "../../src/db/unit-of-work.ts";
import { Choice, Question } from "./polls/models.ts";
import { databases, openApp, openPolls } from "./polls/open.ts";
import { Label, Sample } from "./samples/models.ts";

const samples = new URL("samples/", import.meta.url);
const now = new Date("2026-11-22T11:33:00.123Z");
const values = {
  title: "o'hara",
  body: "long",
  small: -3,
  large: 9_007_199_254_740_991,
  yes: true,
  price: "12.50",
  ratio: 0.25,
  day: "2026-11-22",
  at: now,
  clock: "11:33:00",
  extra: { list: [1, "it's", null], deep: { yes: true } },
  key: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
  bytes: Buffer.from([0, 255, 10]),
  kind: "b",
  mail: "ann@example.com",
  slug: "a-slug",
  link: "https://example.com/",
  year: -1,
  votes: 1,
  stars: 2,
  hits: 3,
  level: "hi",
} as const;

const ways = {
  directly: <T>(work: () => Promise<T>) => unitOfWork(work),
  "through the EntityManager": <T>(work: () => Promise<T>) =>
    unitOfWork(async () => {
      await entityManager();
      return work();
    }),
};

/** What a unit of work knows of an object: its fields, what it takes for stored, whether it is managed. */
function stateOf(entity: object) {
  const {
    __originalEntityData: stored,
    __managed,
    __initialized,
    __em,
    __schema,
  } = wrap(entity, true);
  // The ids differ: every way has rows of its own.
  const fields = { ...wrap(entity).toJSON(), id: 0 };
  const others = { ...stored, id: 0 };
  return { fields, others, __managed, __initialized, isOurs: __em !== undefined, __schema };
}

/** The changes that a flush would write now. */
async function pending(): Promise<number> {
  const unit = (await currentUnit()).em.getUnitOfWork();
  unit.computeChangeSets();
  return unit.getChangeSets().length;
}

for (const database of databases) {
  describe(`plain reads and writes on ${database.vendor}`, { skip: database.skip }, () => {
    it("leave the same rows and objects for every kind of field", async (t) => {
      await openApp(t, database, "samples", samples);
      const states: unknown[] = [];
      for (const way of Object.values(ways)) {
        const id = await way(async () => {
          const created = await Sample.objects.create({ ...values });
          states.push(["created", stateOf(created), await pending()]);
          return created.id;
        });
        await way(async () => {
          const found = await Sample.objects.get({ id });
          states.push(["found", stateOf(found), await pending()]);
          Object.assign(found, {
            title: "new",
            extra: [1],
            empty: "e",
            yes: false,
            at: new Date(0),
          });
          await found.save();
          states.push(["changed", stateOf(found), await pending()]);
        });
        await way(async () => {
          states.push(["read again", stateOf(await Sample.objects.get({ id })), await pending()]);
        });
      }
      const [created, found, changed, again, ...longWay] = states;
      assert.deepEqual([created, found, changed, again], longWay);
      assert.match(JSON.stringify(again), /"title":"new"/);
    });

    it("leave the same relations, loaded or by key", async (t) => {
      await openPolls(t, database);
      const states: unknown[] = [];
      for (const way of Object.values(ways)) {
        states.push(
          await way(async () => {
            const question = await Question.objects.create({ questionText: "q", pubDate: now });
            const choice = await question.choiceSet.create({ choiceText: "a" });
            const byKey = await Choice.objects.create({ question: question.id, choiceText: "b" });
            byKey.parent = choice;
            await byKey.save();
            choice.votes = 3;
            await choice.save();
            assert.equal(byKey.question, question);
            assert.equal(choice.question, question);
            const { choices } = question;
            return [
              choices.length,
              choices.isDirty(),
              choices.getSnapshot()?.length,
              await pending(),
              (await Choice.objects.filter({ question })).map(({ choiceText }) => choiceText),
              (await Choice.objects.filter({ parent: choice, votes: 0 })).length,
              (await Choice.objects.filter({ parent: null })).length,
              (await question.choiceSet.first({ votes: 3 })) === choice,
              await question.delete().then(([count]) => count),
            ];
          }),
        );
      }
      assert.deepEqual(states[0], [2, false, 2, 0, ["a", "b"], 1, 1, true, 3]);
      assert.deepEqual(states[1], states[0]);
    });

    it("keep what is changed and not saved when a row is read again", async (t) => {
      await openPolls(t, database);
      const { id } = await unitOfWork(() =>
        Question.objects.create({ questionText: "stored", pubDate: now }),
      );
      for (const way of Object.values(ways)) {
        await way(async () => {
          const question = await Question.objects.get({ id });
          question.questionText = "changed";
          assert.equal(await Question.objects.get({ id }), question);
          assert.equal(question.questionText, "changed");
        });
      }
      assert.equal((await Question.objects.get({ id })).questionText, "stored");
    });

    it("refuse what MikroORM refuses, and leave the object to be put right", async (t) => {
      await openApp(t, database, "samples", samples);
      const messages: string[] = [];
      for (const way of Object.values(ways)) {
        await way(async () => {
          const label: Label = Reflect.construct(Label, [{}]);
          await assert.rejects(label.save(), (error: Error) => messages.push(error.message) > 0);
          label.text = `text ${messages.length}`;
          await label.save();
          const same = new Label({ text: label.text });
          await assert.rejects(same.save(), (error: Error) => messages.push(error.name) > 0);
        });
      }
      assert.deepEqual(messages.slice(0, 2), messages.slice(2));
      assert.match(messages[0] ?? "", /Label\.text is required/);
      assert.equal(messages[1], "IntegrityError");
      assert.equal(await Label.objects.count(), 2);
    });

    it("leave relations that are not saved, and changed collections, to MikroORM", async (t) => {
      await openApp(t, database, "samples", samples);
      await unitOfWork(async () => {
        const red = new Label({ text: "red" });
        const sample = await Sample.objects.create({ ...values, labels: [red] });
        assert.equal(typeof red.id, "number");
        sample.labels.add(new Label({ text: "blue" }));
        await sample.save();
      });
      const found = await unitOfWork(() =>
        Sample.objects.get({ title: "o'hara" }, { populate: ["labels"] }),
      );
      assert.deepEqual(found.labels.map(({ text }) => text).sort(), ["blue", "red"]);
      await openPolls(t, database);
      await unitOfWork(async () => {
        const question = new Question({ questionText: "new", pubDate: now });
        const choice = await Choice.objects.create({ question, choiceText: "first" });
        assert.equal(choice.question.id, question.id);
      });
      assert.equal(await Choice.objects.count({ question: { questionText: "new" } }), 1);
    });

    it("write the object that is saved and no other", async (t) => {
      await openPolls(t, database);
      await unitOfWork(async () => {
        const one = await Question.objects.create({ questionText: "one", pubDate: now });
        const two = await Question.objects.create({ questionText: "two", pubDate: now });
        one.questionText = "not yet";
        two.questionText = "changed";
        await two.save();
      });
      const texts = await unitOfWork(() => Question.objects.all({ orderBy: { id: "asc" } }));
      assert.deepEqual(
        texts.map(({ questionText }) => questionText),
        ["one", "changed"],
      );
    });
  });
}

describe("the EntityManager of a unit of work", () => {
  it("has its filters hold for objects too, once it was asked for", async (t) => {
    const [sqlite] = databases;
    assert.ok(sqlite);
    await openPolls(t, sqlite);
    await unitOfWork(async () => {
      await Question.objects.bulkCreate([
        { questionText: "mine", pubDate: now },
        { questionText: "yours", pubDate: now },
      ]);
      (await entityManager()).addFilter({
        name: "mine",
        cond: { questionText: "mine" },
        entity: Question,
      });
      assert.equal((await Question.objects.filter({ pubDate: now })).length, 1);
    });
    assert.equal((await Question.objects.filter({ pubDate: now })).length, 2);
  });
});

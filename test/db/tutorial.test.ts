/** What the second part of Django's tutorial does in its shell, on both databases. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import {
  atomic,
  contains,
  DoesNotExist,
  gt,
  isIn,
  isNull,
  kysely,
  MultipleObjectsReturned,
  not,
  or,
  range,
  startsWith,
  year,
  type Condition,
  type Where,
} from "../../src/db/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { Http404 } from "../../src/http/index.ts";
import { getListOr404, getObjectOr404 } from "../../src/shortcuts/index.ts";
import { databases } from "../support/databases.ts";
import { openPolls } from "./polls/open.ts";
import { Choice, Question } from "./polls/models.ts";

const now = new Date("2026-11-22T11:33:00.123Z");
const whatsNew = { questionText: "What's new?", pubDate: now };

for (const database of databases) {
  describe(`the tutorial's shell on ${database.vendor}`, { skip: database.skip }, () => {
    it("saves, changes and finds questions", async (t) => {
      await openPolls(t, database);
      assert.deepEqual(await Question.objects, []);

      const question = new Question(whatsNew);
      assert.equal(question.id, null);
      await question.save();
      assert.equal(question.id, 1);
      question.questionText = "What's up?";
      await question.save();

      const all = await Question.objects.all();
      assert.deepEqual(
        all.map(({ id, questionText, pubDate }) => ({ id, questionText, pubDate })),
        [{ id: 1, questionText: "What's up?", pubDate: now }],
      );
      const found = async (where: Where<Question>) =>
        (await Question.objects.filter(where)).map(({ id }) => id);
      assert.deepEqual(await found({ id: 1 }), [1]);
      assert.deepEqual(await found({ questionText: startsWith("What") }), [1]);
      assert.deepEqual(await found({ pubDate: year(2026) }), [1]);
      assert.deepEqual(await found({ pubDate: year(2025) }), []);
      assert.equal((await Question.objects.get({ pubDate: year(2026) })).id, 1);
    });

    it("says what get does not find, and when it finds two", async (t) => {
      await openPolls(t, database);
      await Question.objects.bulkCreate([whatsNew, whatsNew]);

      await assert.rejects(Question.objects.get({ id: 3 }), (error) => {
        assert.ok(error instanceof DoesNotExist);
        assert.equal(error.message, "Question matching query does not exist.");
        return true;
      });
      await assert.rejects(Question.objects.get(whatsNew), (error) => {
        assert.ok(error instanceof MultipleObjectsReturned);
        assert.match(error.message, /get\(\) returned more than one Question -- it returned 2!/);
        return true;
      });
    });

    it("follows relations both ways and counts what it deletes", async (t) => {
      await openPolls(t, database);
      const question = await Question.objects.create(whatsNew);
      assert.deepEqual(await question.choiceSet, []);

      await question.choiceSet.create({ choiceText: "Not much", votes: 0 });
      await question.choiceSet.create({ choiceText: "The sky", votes: 0 });
      const choice = await question.choiceSet.create({ choiceText: "Just hacking again" });
      assert.equal(choice.votes, 0);
      assert.equal(choice.question, question);
      assert.equal(await question.choiceSet.count(), 3);
      assert.equal((await Choice.objects.filter({ question: { pubDate: year(2026) } })).length, 3);
      const deleted = await question.choiceSet
        .filter({ choiceText: startsWith("Just hacking") })
        .delete();
      assert.deepEqual(deleted, [1, { "polls.Choice": 1 }]);

      assert.deepEqual(await question.delete(), [3, { "polls.Question": 1, "polls.Choice": 2 }]);
      assert.equal(await Choice.objects.count(), 0);
      assert.equal((await Question.objects.create(whatsNew)).id, 2);
    });

    it("shows objects by their text, and has the class's methods on found objects", async (t) => {
      await openPolls(t, database);
      await Question.objects.create({ questionText: "Now", pubDate: new Date() });
      await Question.objects.create({ questionText: "Long ago", pubDate: new Date(0) });

      const [recent, old] = await Question.objects.all();

      assert.equal(String(recent), "Now");
      assert.equal(inspect(recent), "<Question: Now>");
      assert.equal(recent?.wasPublishedRecently(), true);
      assert.equal(old?.wasPublishedRecently(), false);
    });

    it("looks up with lookups, joined by and, or and not", async (t) => {
      await openPolls(t, database);
      const [one, two] = await Question.objects.bulkCreate([
        { questionText: "100% sure_", pubDate: now },
        { questionText: "100 percent sure!", pubDate: new Date(0) },
      ]);
      assert.ok(one && two);
      await one.choiceSet.create({ choiceText: "a", votes: 1 });
      await one.choiceSet.create({ choiceText: "b", votes: 5, parent: null });
      const texts = async (where: Condition<Choice>) =>
        (await Choice.objects.filter(where).orderBy("id")).map((each) => each.choiceText);

      assert.equal(await Question.objects.filter({ questionText: contains("0% s") }).count(), 1);
      assert.equal(await Question.objects.filter({ questionText: contains("sure_") }).count(), 1);
      assert.deepEqual(await texts({ votes: gt(1) }), ["b"]);
      assert.deepEqual(await texts({ votes: isIn([1, 5]) }), ["a", "b"]);
      assert.deepEqual(await texts({ votes: isIn([]) }), []);
      assert.deepEqual(await texts({ votes: range(1, 4) }), ["a"]);
      assert.deepEqual(await texts({ parent: isNull() }), ["a", "b"]);
      assert.deepEqual(await texts(or({ votes: 1 }, { choiceText: "b" })), ["a", "b"]);
      assert.deepEqual(await texts(not({ votes: 1 })), ["b"]);
      assert.deepEqual(await texts({ question: { questionText: startsWith("100%") }, votes: 5 }), [
        "b",
      ]);
      assert.deepEqual(await texts({ question: two }), []);
      // Rows without a parent are not children of it.
      assert.equal((await Choice.objects.exclude({ parent: 77 })).length, 2);
      assert.deepEqual(await Choice.objects.filter({ votes: 5 }).values("choiceText", "votes"), [
        { choiceText: "b", votes: 5 },
      ]);
    });

    it("orders, limits and loads relations along", async (t) => {
      await openPolls(t, database);
      for (const day of [1, 2, 3]) {
        const pubDate = new Date(Date.UTC(2026, 0, day));
        const question = await Question.objects.create({ questionText: `day ${day}`, pubDate });
        await question.choiceSet.create({ choiceText: `choice of ${day}` });
      }

      const latest = await Question.objects
        .orderBy("-pubDate")
        .prefetchRelated("choiceSet")
        .limit(2);

      const found: string[][] = [];
      for (const each of latest) {
        const choices = await each.choiceSet;
        found.push([each.questionText, ...choices.map((choice) => choice.choiceText)]);
      }
      assert.deepEqual(found, [
        ["day 3", "choice of 3"],
        ["day 2", "choice of 2"],
      ]);
    });

    it("gets or creates, updates or creates, updates many", async (t) => {
      await openPolls(t, database);
      const rest = { pubDate: now };

      assert.equal((await Question.objects.getOrCreate({ questionText: "q" }, rest))[1], true);
      assert.equal((await Question.objects.getOrCreate({ questionText: "q" }, rest))[1], false);
      const later = new Date("2027-01-01T00:00:00Z");
      const [question, created] = await Question.objects.updateOrCreate(
        { questionText: "q" },
        { pubDate: later },
      );

      assert.deepEqual([created, question.pubDate], [false, later]);
      assert.equal(await Question.objects.filter({ id: 1 }).update({ questionText: "new" }), 1);
      assert.equal(await Question.objects.filter({ questionText: "new" }).exists(), true);
      await question.refreshFromDb();
      assert.equal(question.questionText, "new");
    });

    it("keeps nothing of an atomic block that fails, and all of one that does not", async (t) => {
      await openPolls(t, database);

      await atomic(async () => {
        await Question.objects.create(whatsNew);
        const inner = atomic(async () => {
          await Question.objects.create(whatsNew);
          assert.equal(await Question.objects.count(), 2);
          throw new Error("inner");
        });
        await assert.rejects(inner, /inner/);
      });

      assert.equal(await Question.objects.count(), 1);
    });

    it("reads with Kysely what its models wrote, inside a transaction too", async (t) => {
      await openPolls(t, database);
      await atomic(async () => {
        await Question.objects.create(whatsNew);
        const database = await kysely<{ polls_question: { question_text: string } }>();
        const rows = await database.selectFrom("polls_question").select("question_text").execute();
        assert.deepEqual(
          rows.map((row) => row.question_text),
          ["What's new?"],
        );
      });
    });

    it("gives every query objects of its own", async (t) => {
      await openPolls(t, database);
      await Question.objects.create(whatsNew);

      const mine = await Question.objects.get({ id: 1 });
      mine.questionText = "not saved";
      const theirs = await Question.objects.get({ id: 1 });

      assert.notEqual(theirs, mine);
      assert.equal(theirs.questionText, "What's new?");
      assert.equal(await Question.objects.filter({ questionText: "not saved" }).exists(), false);
    });

    it("takes nothing from outside for an operator", async (t) => {
      await openPolls(t, database);
      await Question.objects.create(whatsNew);
      const texts = ['{"$gt":0}', '{"operation":{"operator":"$gt","value":0}}', "[1]", "{}"];
      for (const text of texts) {
        const hostile = JSON.parse(text);
        await assert.rejects(async () => Question.objects.filter({ id: hostile }), TypeError);
        await assert.rejects(
          async () => Question.objects.filter({ questionText: hostile }),
          TypeError,
        );
      }
      const undefinedValue = JSON.parse("{}").id;
      await assert.rejects(
        Question.objects.get({ id: undefinedValue }),
        /A query cannot contain a value of type undefined/,
      );
      const operatorField = JSON.parse('{"$or":[{"id":1}]}');
      await assert.rejects(
        async () => Question.objects.filter(operatorField),
        /has no field "\$or"/,
      );
    });

    it("answers 404 for what is not there, and only for that", async (t) => {
      await openPolls(t, database);
      const asked = getObjectOr404(Question, { id: 1 });
      await assert.rejects(asked, (error) => {
        assert.ok(error instanceof Http404);
        assert.equal(error.message, "No Question matches the given query.");
        return true;
      });
      await assert.rejects(getListOr404(Question, { id: 1 }), Http404);
      const question = await Question.objects.create(whatsNew);
      await Question.objects.create(whatsNew);

      assert.equal((await getObjectOr404(Question, { id: 1 })).pk, question.pk);
      assert.equal((await getListOr404(Question.objects.all(), whatsNew)).length, 2);
      await assert.rejects(getObjectOr404(question.choiceSet, { id: 1 }), /No Choice matches/);
      await assert.rejects(getObjectOr404(Question, whatsNew), MultipleObjectsReturned);
    });

    it("lets templates read objects and their relations, and change nothing", async (t) => {
      await openPolls(t, database);
      const question = await Question.objects.create(whatsNew);
      await question.choiceSet.create({ choiceText: "a" });
      const source =
        "{{ q }}{{ q.delete }}{{ q.save }}{% for c in q.choiceSet.all %} {{ c }}{% endfor %}";

      const text = await new Engine().fromString(source).render({ q: question });

      assert.equal(text, "What&#x27;s new? a");
      assert.equal(await Question.objects.count(), 1);
    });

    it("stores every text as it is", async (t) => {
      await openPolls(t, database);
      const texts = [
        "o'hara",
        "\\'; drop table polls_choice; --",
        "? ?? \\? $1 :name",
        "üñí\u{1F600}",
        "a\nb",
        "%_",
      ];
      for (const questionText of texts)
        await Question.objects.create({ questionText, pubDate: now });

      for (const questionText of texts) {
        const found = await Question.objects.get({ questionText });
        assert.equal(found.questionText, questionText);
      }
    });
  });
}

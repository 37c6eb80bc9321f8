/** What `makemigrations` makes of a change of models, and that the database takes it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  detectChanges,
  detectModelRenames,
  targetsOf,
  addField,
  createModel,
  type Answers,
  type Operation,
} from "../../src/migrations/index.ts";
import { applyDelta, statementsOf, type ModelState } from "../../src/schema/index.ts";
import { answersFrom } from "../../src/management/migration-answers.ts";
import { inMemory, readSqlite } from "../support/tables-sqlite.ts";
import { makeTables } from "../support/tables.ts";

type Models = Readonly<Record<string, ModelState>>;

const id = { type: "bigint", primary: true, autoincrement: true };
const text = { type: "string", length: 9 };
const to = (label: string, more: object = {}) => ({ kind: "m:1", to: label, ...more }) as const;
const model = (name: string, fields: ModelState["fields"], more: object = {}): ModelState => ({
  table: `a_${name.toLowerCase()}`,
  fields: { id, ...fields },
  ...more,
});
const states = (models: Models) => new Map(Object.entries(models));
const answering = (...rename: string[]) =>
  answersFrom({ rename, default: undefined, interactive: false });

async function detected(
  from: Models,
  now: Models,
  answers: Answers,
): Promise<readonly Operation[]> {
  const renames = await detectModelRenames(states(from), states(now), answers);
  const changes = await detectChanges("a", renames.state, states(now), answers);
  return [...(renames.operations.get("a") ?? []), ...changes];
}

/** What it does, having seen that SQLite then has the tables of the new models. */
async function made(from: Models, now: Models, answers: Answers = answering()): Promise<string[]> {
  const operations = await detected(from, now, answers);
  await inMemory(async (connection) => {
    const state = states(from);
    await makeTables(connection, state);
    const reader = {
      vendor: connection.vendor,
      all: (sql: string, params: readonly (string | number)[] = []) => connection.all(sql, params),
    };
    for (const operation of operations) {
      const change = operation.change?.(state, "a");
      assert.ok(change);
      if (!operation.stateOnly) {
        for await (const { sql } of statementsOf(reader, state, change)) await connection.all(sql);
      }
      applyDelta(state, change.delta);
    }
    assert.deepEqual(Object.fromEntries(state), now);
    const wanted = await inMemory(async (fresh) => {
      await makeTables(fresh, states(now));
      return readSqlite(fresh);
    });
    assert.deepEqual(await readSqlite(connection), wanted);
  });
  return operations.map(({ describe: words }) => words);
}

describe("an answer to makemigrations", () => {
  const from = { "a.One": model("One", { name: text, other: text }) };
  const now = { "a.One": model("One", { title: { type: "text" }, other: text }) };

  it("that a field was renamed counts though the field changed too", async () => {
    assert.deepEqual(await made(from, now, answering("One.name=title")), [
      "Rename field name on One to title",
      "Alter field title on One",
    ]);
  });

  it("that a model was renamed counts though its fields changed too", async () => {
    const renamed = { "a.Two": model("Two", { title: text }) };
    const answers = answering("One=Two", "Two.name=title");
    assert.deepEqual(await made({ "a.One": model("One", { name: text }) }, renamed, answers), [
      "Rename model One to Two",
      "Rename field name on Two to title",
    ]);
  });

  for (const wrong of [
    "One.nmae=title",
    "One.name=Title",
    "one.name=title",
    "Other.name=title",
    "One.name=other",
    "One=Two",
  ]) {
    it(`that fits nothing is an error that says what is possible: ${wrong}`, async () => {
      const answers = answersFrom({
        rename: [wrong],
        default: ["One.title=x"],
        interactive: false,
      });
      await detected(
        from,
        { "a.One": model("One", { title: { type: "text" }, other: text }) },
        answers,
      );
      assert.throws(
        () => {
          answers.refuseUnused();
        },
        {
          code: "MKWEB_MIGRATION_QUESTION",
          message: `No change fits --rename ${wrong}: the first name was not removed, or the second is not new. Nothing was written.`,
          hint: "Possible are: --rename One.name=title.",
        },
      );
    });
  }

  it("with a value that no field needs is an error", async () => {
    const answers = answersFrom({ rename: undefined, default: ["One.name=x"], interactive: false });
    await detected(from, from, answers);
    assert.throws(() => {
      answers.refuseUnused();
    }, /No new field needs --default One\.name=x/);
  });
});

describe("makemigrations", () => {
  it("deletes models in the order of their relations, and cuts circles", async () => {
    const chain = {
      "a.Question": model("Question", {}),
      "a.Choice": model("Choice", { question: to("a.Question") }),
    };
    assert.deepEqual(await made(chain, {}), ["Delete model Choice", "Delete model Question"]);
    const circle = {
      "a.One": model("One", { two: to("a.Two", { nullable: true }) }),
      "a.Two": model("Two", { one: to("a.One"), many: { kind: "m:n", to: "a.One" } }),
    };
    const words = await made(circle, {});
    assert.equal(words.filter((each) => each.startsWith("Delete model")).length, 2);
    assert.equal(words.filter((each) => each.startsWith("Remove field")).length, 2);
  });

  it("gives a model another primary key, a relation among them", async () => {
    const before = { "a.One": model("One", { code: text }) };
    const key = { "a.One": { table: "a_one", fields: { code: { ...text, primary: true } } } };
    assert.deepEqual(await made(before, key), [
      "Alter field code on One",
      "Remove field id from One",
    ]);
    assert.deepEqual(await made(key, before), ["Add field id to One", "Alter field code on One"]);
    const related = {
      "a.One": model("One", {}),
      "a.Two": {
        table: "a_two",
        fields: { one: { kind: "1:1", to: "a.One", primary: true } as const },
      },
      "a.Three": model("Three", { two: to("a.Two") }),
    };
    assert.equal((await made({}, related)).length, 3);
    const longer = { ...key, "a.Two": model("Two", { one: to("a.One") }) };
    const changed = {
      ...longer,
      "a.One": { table: "a_one", fields: { code: { type: "string", length: 50, primary: true } } },
    };
    assert.deepEqual(await made(longer, changed), ["Alter field code on One"]);
  });

  it("takes what a field is away and adds it anew where it cannot be altered", async () => {
    const one = { "a.Tag": model("Tag", {}) };
    const from = { ...one, "a.One": model("One", { tags: { kind: "m:n", to: "a.Tag" } }) };
    const now = {
      "a.Tag": one["a.Tag"],
      "a.Link": model("Link", { one: to("a.One"), tag: to("a.Tag") }),
      "a.One": model("One", { tags: { kind: "m:n", to: "a.Tag", through: "a.Link" } }),
    };
    assert.deepEqual(await made(from, now), [
      "Create model Link",
      "Remove field tags from One",
      "Add field tags to One",
    ]);
    const double = (sql: string) => ({ type: "integer", generated: { sql, stored: true } });
    const number = { type: "integer" };
    assert.deepEqual(
      await made(
        { "a.One": model("One", { n: number, twice: double("n * 2") }) },
        { "a.One": model("One", { n: number, twice: double("n + n") }) },
      ),
      ["Remove field twice from One", "Add field twice to One"],
    );
  });

  it("renames an index, and changes options without the database", async () => {
    const index = (name: string) => ({ indexes: [{ name, properties: ["name"] }] });
    assert.deepEqual(
      await made(
        { "a.One": model("One", { name: text }, index("old")) },
        {
          "a.One": model(
            "One",
            { name: text },
            { ...index("new"), options: { ordering: ["name"] } },
          ),
        },
      ),
      ["Rename index old on One to new", "Change Meta options on One"],
    );
  });

  it("takes no default for a relation", () => {
    const looksLikeOne = { type: "json", default: { to: "b.Other" } };
    assert.deepEqual(targetsOf(addField("One", "data", looksLikeOne)), []);
    assert.deepEqual(targetsOf(createModel("One", model("One", { data: looksLikeOne }))), []);
    assert.deepEqual(targetsOf(addField("One", "other", to("b.Other"))), ["b.Other"]);
  });
});

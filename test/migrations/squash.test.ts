/** Several migrations made into one, and databases that know the old ones, some of them, or none. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addField,
  addIndex,
  alterField,
  createModel,
  deleteModel,
  MigrationGraph,
  migrationSource,
  optimized,
  planMigrations,
  removeField,
  renameField,
  renameModel,
  runCode,
  squash,
  type AppliedMigration,
  type Operation,
} from "../../src/migrations/index.ts";

const id = { type: "bigint", primary: true, autoincrement: true };
const text = { type: "string", length: 9 };
const migration = (name: string, operations: Operation[], more: object = {}): AppliedMigration => ({
  app: "a",
  name,
  key: `a.${name}`,
  after: [],
  operations,
  ...more,
});
const words = (operations: readonly Operation[]): string[] =>
  optimized(operations, "a").map(({ describe: each }) => each);

describe("the optimizer", () => {
  const one = createModel("One", { table: "a_one", fields: { id } });
  const two = createModel("Two", { table: "a_two", fields: { id } });
  const toTwo = { kind: "m:1", to: "a.Two" } as const;

  it("makes a model as it is in the end", () => {
    const all = [
      one,
      addField("One", "name", text),
      renameField("One", "name", "title"),
      alterField("One", "title", { type: "text" }),
      addIndex("One", { name: "i", properties: ["title"] }),
      renameModel("One", "Uno"),
    ];
    const [only, ...others] = optimized(all, "a");
    assert.deepEqual(others, []);
    assert.deepEqual(only?.args, [
      "Uno",
      {
        table: "a_uno",
        fields: { id, title: { type: "text" } },
        indexes: [{ name: "i", properties: ["title"] }],
      },
    ]);
  });

  it("makes a model after the one it came to point to", () => {
    assert.deepEqual(words([one, two, addField("One", "two", toTwo)]), [
      "Create model Two",
      "Create model One",
    ]);
  });

  it("leaves out what comes and goes, and code that is elidable", () => {
    assert.deepEqual(words([one, two, deleteModel("One")]), ["Create model Two"]);
    assert.deepEqual(words([addField("Old", "x", text), removeField("Old", "x")]), []);
    assert.deepEqual(
      words([one, runCode(() => {}, undefined, { elidable: true }), removeField("Old", "x")]),
      ["Create model One", "Remove field x from Old"],
    );
  });

  it("moves nothing over code", () => {
    const all = [one, runCode(() => {}), addField("One", "name", text)];
    assert.equal(optimized(all, "a").length, 3);
  });
});

describe("a squashed migration", () => {
  const first = migration("0001_first", [createModel("One", { table: "a_one", fields: { id } })], {
    initial: true,
  });
  const second = migration("0002_second", [runCode(() => {}), addField("One", "name", text)], {
    after: [first.key],
  });
  const third = migration("0003_third", [addField("One", "more", text)], { after: [second.key] });
  const replaces = [
    ["a", first.name],
    ["a", second.name],
  ] as const;
  const squashed = migration("0001_squashed_0002_second", [], { replaces });
  const all = [first, second, third, squashed];
  const planned = (applied: readonly string[]): string[] => {
    const known = new Set(applied);
    return planMigrations(new MigrationGraph(all).for(known), known).steps.map(
      ({ migration: { key } }) => key,
    );
  };

  it("is written with what it replaces, and takes code from the old files", () => {
    const result = squash(new MigrationGraph([first, second, third]), second, { optimize: true });
    assert.equal(
      migrationSource(result, result.places),
      `import { addField, createModel, defineMigration } from "mkweb/migrations";
import migration0002_second from "./0002_second.ts";

export default defineMigration({
  initial: true,
  replaces: [
    ["a", "0001_first"],
    ["a", "0002_second"],
  ],
  operations: [
    createModel("One", {
      table: "a_one",
      fields: { id: { type: "bigint", primary: true, autoincrement: true } },
    }),
    ...migration0002_second.operations.slice(0, 1),
    addField("One", "name", { type: "string", length: 9 }),
  ],
});
`,
    );
  });

  it("is applied where none of the old ones is, and counts as applied where all are", () => {
    assert.deepEqual(planned([]), [squashed.key, third.key]);
    assert.deepEqual(planned([first.key, second.key]), [squashed.key, third.key]);
    assert.deepEqual(planned([first.key, second.key, squashed.key]), [third.key]);
  });

  it("is left aside where some of the old ones are", () => {
    assert.deepEqual(planned([first.key]), [second.key, third.key]);
  });

  it("cannot be squashed again, nor a single one", () => {
    const graph = new MigrationGraph(all);
    assert.throws(
      () => squash(graph, graph.find("a", "0003"), { optimize: true }),
      /You cannot squash squashed migrations! a\.0001_squashed/,
    );
    assert.throws(
      () => squash(new MigrationGraph([first]), first, { optimize: true }),
      /There are fewer than two migrations/,
    );
  });

  it("may have a chain of ten thousand before it", () => {
    const chain = Array.from({ length: 10_000 }, (_, at) =>
      migration(`m${at}`, [], { after: at === 0 ? [] : [`a.m${at - 1}`] }),
    );
    assert.equal(new MigrationGraph(chain.toReversed()).order.at(-1)?.name, "m9999");
  });
});

/** The order of migrations that several apps get in one run. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addField,
  createModel,
  cutIntoMigrations,
  renameModel,
  type AppChanges,
} from "../../src/migrations/index.ts";

const id = { type: "bigInt", primary: true };
const to = (label: string) => ({ kind: "m:1", to: label }) as const;
const cutsOf = (changes: readonly AppChanges[]): readonly string[] =>
  cutIntoMigrations(changes, new Map()).map(
    ({ app, operations }) => `${app}: ${operations.map(({ describe }) => describe).join(", ")}`,
  );

describe("changes of several apps", () => {
  it("stay one migration for each app, in the order they need", () => {
    const changes = [
      { app: "a", operations: [createModel("A", { table: "a", fields: { id, b: to("b.B") } })] },
      { app: "b", operations: [createModel("B", { table: "b", fields: { id } })] },
    ];
    assert.deepEqual(cutsOf(changes), ["b: Create model B", "a: Create model A"]);
  });

  it("of which one needs only a part come in two migrations", () => {
    const changes = [
      {
        app: "a",
        operations: [
          createModel("First", { table: "first", fields: { id } }),
          createModel("Second", { table: "second", fields: { id, b: to("b.B") } }),
        ],
      },
      {
        app: "b",
        operations: [createModel("B", { table: "b", fields: { id, a: to("a.First") } })],
      },
    ];
    assert.deepEqual(cutsOf(changes), [
      "a: Create model First",
      "b: Create model B",
      "a: Create model Second",
    ]);
  });

  it("that need each other in a circle are refused, and the apps are named", () => {
    const pointed = (app: string, other: string): AppChanges => ({
      app,
      operations: [addField("Old", "field", to(`${other}.New`)), renameModel("Was", "New")],
    });
    assert.throws(() => cutsOf([pointed("a", "b"), pointed("b", "a")]), {
      code: "MKWEB_MIGRATION_INVALID",
      message: /in a circle: a, b\. Nothing was written/,
    });
  });
});

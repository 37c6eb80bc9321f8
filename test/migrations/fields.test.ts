/** What migrations write down of models makes the very tables the models need. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { currentState } from "../../src/db/index.ts";
import { assertTables } from "../support/tables.ts";
import { databases, openApp, openPolls } from "../db/polls/open.ts";

for (const database of databases) {
  describe(`the state of models on ${database.vendor}`, { skip: database.skip }, () => {
    it("holds every kind of field and relation, as plain data", async (t) => {
      const samples = new URL("../db/samples/", import.meta.url);
      const models = await openApp(t, database, "samples", samples);

      const state = await currentState(models);

      assert.deepEqual(JSON.parse(JSON.stringify([...state])), [...state]);
      assert.equal(state.get("samples.Sample")?.fields["key"]?.type, "uuid");
      await assertTables(models.connection, state);
    });

    it("holds models that point to each other", async (t) => {
      const models = await openPolls(t, database);
      await assertTables(models.connection, await currentState(models));
    });
  });
}

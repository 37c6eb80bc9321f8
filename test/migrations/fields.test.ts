/** What migrations write down of models makes the very tables the models need. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { connectionFor } from "../../src/models/index.ts";
import { openApp, openPolls } from "../db/polls/open.ts";
import { databases } from "../support/databases.ts";
import { assertTables } from "../support/tables.ts";

for (const database of databases) {
  describe(`the state of models on ${database.vendor}`, { skip: database.skip }, () => {
    it("holds every kind of field and relation, as plain data", async (t) => {
      const samples = new URL("../db/samples/", import.meta.url);
      const state = await openApp(t, database, "samples", samples);
      const states = [...state.keys()].map((label) => [label, state.get(label)]);
      assert.deepEqual(JSON.parse(JSON.stringify(states)), states);
      assert.equal(state.get("samples.Sample")?.fields["key"]?.type, "uuid");
      await assertTables(connectionFor(), state);
    });

    it("holds models that point to each other", async (t) => {
      const state = await openPolls(t, database);
      await assertTables(connectionFor(), state);
    });
  });
}

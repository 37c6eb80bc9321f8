/** A renamed model's content type, which permissions and generic relations point to. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env, loadApps } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import {
  createModel,
  emitPostMigrate,
  Executor,
  loadMigrations,
  MigrationGraph,
  renameModel,
} from "../../src/migrations/index.ts";
import { databases } from "../support/databases.ts";

for (const { vendor, skip, url } of databases) {
  describe(`the content type of a model on ${vendor}`, { skip }, () => {
    it("goes along when the model is renamed, and comes back with it", async (t) => {
      process.env["TEST_DATABASE_URL"] = await url(t);
      const settings = completeSettings({
        BASE_DIR: pathToFileURL("/"),
        SECRET_KEY: "k",
        INSTALLED_APPS: ["mkweb/contenttypes"],
        DATABASES: { default: env.database("TEST_DATABASE_URL") },
      });
      t.after(() => closeConnections(settings));
      const apps = await loadApps(settings);
      const made = migration("0001_poll", createModel("Poll", { table: "p_poll", fields: { id } }));
      const renamed = {
        ...migration("0002_survey", renameModel("Poll", "Survey")),
        after: [made.key],
      };
      const all = [...(await loadMigrations(apps, settings)).order, made, renamed];
      const graph = new MigrationGraph(all);
      const connection = getConnection(settings);
      const executor = new Executor(settings, connection, graph);
      const typesAfter = async (backwards: boolean, ...steps: typeof all) => {
        for (const each of steps) await executor.migrate(each, { backwards });
        await emitPostMigrate({ settings, apps, connection, graph, report: () => {} });
        const rows = await connection.all(
          "select id, model from django_content_type where app_label = 'p'",
        );
        return rows.map((row) => ({ ...row }));
      };
      const [poll, ...others] = await typesAfter(false, ...all.slice(0, -1));
      assert.equal(poll?.["model"], "poll");
      assert.deepEqual(others, []);
      assert.deepEqual(await typesAfter(false, renamed), [{ ...poll, model: "survey" }]);
      assert.deepEqual(await typesAfter(true, renamed), [poll]);
    });
  });
}

const id = { type: "bigInt", primary: true, autoincrement: true };

function migration(name: string, ...operations: ReturnType<typeof renameModel>[]) {
  return { app: "p", name, key: `p.${name}`, after: [] as readonly string[], operations };
}

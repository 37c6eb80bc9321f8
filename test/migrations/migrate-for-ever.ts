/** Applies all migrations and takes them back, again and again, until it is killed. */
import { completeSettings, env } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { appliedMigrations, Executor } from "../../src/migrations/index.ts";
import { graph } from "./long-graph.ts";

process.env["URL_OF_DATABASE"] = process.argv[2];
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("URL_OF_DATABASE") },
});
const connection = getConnection(settings);
const executor = new Executor(settings, connection, graph);
process.stdout.write("ready");
for (;;) {
  for (const migration of graph.order) await executor.migrate(migration);
  const applied = await appliedMigrations(connection);
  if (applied.size !== graph.order.length) throw new Error("Not all were applied.");
  for (const migration of graph.order.toReversed()) {
    await executor.migrate(migration, { backwards: true });
  }
}

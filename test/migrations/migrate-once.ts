/** One of two processes that migrate the same database, and prints how many migrations it applied. */
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { createModel, Executor, MigrationGraph } from "../../src/migrations/index.ts";

process.env["URL_OF_DATABASE"] = process.argv[2];
const settings = completeSettings({
  BASE_DIR: new URL(".", import.meta.url),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("URL_OF_DATABASE") },
});
const id = { type: "bigint", primary: true, autoincrement: true };
const model = (name: string) =>
  createModel(name, { table: `a_${name.toLowerCase()}`, fields: { id } });
const graph = new MigrationGraph([
  { app: "a", name: "0001_one", key: "a.0001_one", after: [], operations: [model("One")] },
  {
    app: "a",
    name: "0002_two",
    key: "a.0002_two",
    after: ["a.0001_one"],
    operations: [model("Two")],
  },
]);
const executor = new Executor(settings, getConnection(settings), graph);
// Both begin at the same moment.
await new Promise((resolve) => setTimeout(resolve, 1500 - (Date.now() % 1500)));
let applied = 0;
for (const migration of graph.order) {
  if ((await executor.migrate(migration)) === "run") applied += 1;
}
await closeConnections(settings);
process.stdout.write(`${applied} applied`);

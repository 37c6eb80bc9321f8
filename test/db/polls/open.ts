/** The models of an app as a project has them, on an empty database with their tables. */
import { tmpdir } from "node:os";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env, type App } from "../../../src/conf/index.ts";
import { closeConnections } from "../../../src/connections/index.ts";
import { currentState } from "../../../src/migrations/index.ts";
import { closeModels, connectionFor, models, setup } from "../../../src/models/index.ts";
import type { State } from "../../../src/schema/index.ts";
import type { TestDatabase } from "../../support/databases.ts";
import { makeTables } from "../../support/tables.ts";

export function openPolls(t: TestContext, database: TestDatabase): Promise<State> {
  return openApp(t, database, "polls", new URL(".", import.meta.url));
}

/** @returns What migrations write down of the models. */
export async function openApp(
  t: TestContext,
  database: TestDatabase,
  name: string,
  root: URL,
): Promise<State> {
  const app: App = { name, label: name, verboseName: name, root, module: {} };
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  await setup(settings, [app]);
  t.after(() => {
    closeModels();
    return closeConnections(settings);
  });
  const state = await currentState(models.models);
  await makeTables(connectionFor(), state);
  return state;
}

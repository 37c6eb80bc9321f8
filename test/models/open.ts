/** Models of one test on an empty database of its own, with their tables. */
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import { closeModels, models, setupModels } from "../../src/models/index.ts";
import type { TestDatabase, UntilEnd } from "../support/databases.ts";
import { createTables } from "./tables.ts";

/** The classes become models of the app `label`. */
export async function openModels(
  t: UntilEnd,
  database: TestDatabase,
  label: string,
  classes: readonly (abstract new (...args: never[]) => object)[],
): Promise<Settings> {
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  setupModels(settings, [{ label, models: classes }]);
  t.after(() => {
    closeModels();
    return closeConnections(settings);
  });
  await createTables(models.models);
  return settings;
}

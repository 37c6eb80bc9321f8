/** The tutorial's models on an empty database. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env, type App } from "../../../src/conf/index.ts";
import { closeConnections } from "../../../src/connections/index.ts";
import { closeModels, currentState, openModels, type Models } from "../../../src/db/index.ts";
import { noPostgres, startPostgres, type Postgres } from "../../support/postgres.ts";
import { makeTables } from "../../support/tables.ts";

export interface TestDatabase {
  readonly vendor: "sqlite" | "postgresql";
  readonly skip: string | false;
  readonly url: (t: TestContext) => Promise<string>;
}

let postgres: Postgres | undefined;
before(async () => {
  if (!noPostgres) postgres = await startPostgres();
});
after(() => postgres?.stop());

export const databases: readonly TestDatabase[] = [
  { vendor: "sqlite", skip: false, url: temporaryFile },
  {
    vendor: "postgresql",
    skip: noPostgres,
    url: async () => postgres?.createDatabase() ?? "",
  },
];

async function temporaryFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-db-"));
  t.after(() => rm(folder, { recursive: true }));
  return `sqlite:${join(folder, "db.sqlite3")}`;
}

export function openPolls(t: TestContext, database: TestDatabase): Promise<Models> {
  return openApp(t, database, "polls", new URL(".", import.meta.url));
}

/** The models of one app, with their tables. */
export async function openApp(
  t: TestContext,
  database: TestDatabase,
  name: string,
  root: URL,
): Promise<Models> {
  const app: App = { name, label: name, verboseName: name, root, module: {} };
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  const models = await openModels(settings, [app]);
  t.after(() => {
    closeModels(settings);
    return closeConnections(settings);
  });
  await makeTables(models.connection, await currentState(models));
  return models;
}

/** The database of this process's tests: a copy of the migrated one, reset before every test. */
import { afterEach, beforeEach } from "node:test";
import { changeSettings, loadApps, type DatabaseSettings, type Settings } from "../conf/index.ts";
import { closeConnections, getConnection } from "../connections/index.ts";
import { outbox } from "../mail/index.ts";
import { createTestDatabase } from "./migrated-database.ts";
import { testDatabasesFor } from "./test-databases.ts";

/** Environment variable by which `node manage test` passes its database: the entry of DATABASES, as JSON. */
export const TEST_DATABASE = "MKWEB_TEST_DATABASE";

let inUse: { readonly settings: Settings; readonly original: DatabaseSettings } | undefined;

/** The settings with a separate test database, on which the project's models are set up. */
export async function withOwnDatabase(settings: Settings): Promise<Settings> {
  const original = await findOrCreate(settings);
  if (!original) return settings;
  const copy = await testDatabasesFor(original).copy(original);
  const DATABASES = { ...settings.DATABASES, default: copy };
  const own = changeSettings(settings, { DATABASES });
  inUse = { settings: own, original };
  return own;
}

async function findOrCreate(settings: Settings): Promise<DatabaseSettings | undefined> {
  const given = process.env[TEST_DATABASE];
  if (given !== undefined) {
    const database: DatabaseSettings = JSON.parse(given);
    return database;
  }
  // A test file run alone, without the command.
  const made = await createTestDatabase(settings, { keepdb: true });
  if (made) {
    process.once("beforeExit", () => {
      void closeConnections(inUse?.settings ?? settings).then(() => made.destroy());
    });
  }
  return made?.database;
}

/** Connects the models to the test database, for tests that use them without a client. */
export async function setUpTestModels(settings: Settings): Promise<void> {
  const { setup } = await import("../models/index.ts");
  await setup(settings, await loadApps(settings));
}

/** Disconnects from the test database, so that it can be deleted. */
export async function closeTestDatabase(): Promise<void> {
  if (inUse) await closeConnections(inUse.settings);
}

/** Resets database and mail, so that no test finds what another left. Nested tests share their test's database. */
export function startEachTestAfresh(): void {
  let depth = 0;
  beforeEach(() => {
    depth += 1;
  });
  afterEach(async () => {
    depth -= 1;
    if (depth > 0) return;
    outbox.length = 0;
    if (inUse) await restore(inUse);
  });
}

async function restore({ settings, original }: NonNullable<typeof inUse>): Promise<void> {
  const kind = testDatabasesFor(original);
  const copy = settings.DATABASES["default"];
  if (!getConnection(settings).isOpen || (copy && kind.isAsNew(copy))) return;
  await closeConnections(settings);
  await kind.copy(original);
}

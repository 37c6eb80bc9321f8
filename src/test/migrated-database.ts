import { changeSettings, loadApps, type DatabaseSettings, type Settings } from "../conf/index.ts";
import { closeConnections, getConnection } from "../connections/index.ts";
import { testDatabasesFor, type MayReplace } from "./test-databases.ts";

/** A database for tests, with the tables of the project's apps and without rows of its own. */
export interface MigratedDatabase {
  readonly database: DatabaseSettings;
  destroy(): Promise<void>;
}

/**
 * Makes a database beside the project's own and applies every migration to it.
 *
 * @param mayReplace Asked where a database of this name is there already.
 * @returns `undefined` if that one may not be replaced, or if the project has no database.
 */
export async function createTestDatabase(
  settings: Settings,
  mayReplace: MayReplace,
): Promise<MigratedDatabase | undefined> {
  const own = settings.DATABASES["default"];
  if (!own) return undefined;
  const kind = testDatabasesFor(own);
  const database = await kind.create(own, mayReplace);
  if (!database) return undefined;
  const destroy = (): Promise<void> => kind.destroy(database);
  try {
    const DATABASES = { ...settings.DATABASES, default: database };
    await migrate(changeSettings(settings, { DATABASES }));
  } catch (error) {
    await destroy();
    throw error;
  }
  return { database, destroy };
}

async function migrate(settings: Settings): Promise<void> {
  const { emitPostMigrate, Executor, loadMigrations } = await import("../migrations/index.ts");
  const connection = getConnection(settings);
  try {
    const apps = await loadApps(settings);
    const graph = await loadMigrations(apps, settings);
    const executor = new Executor(settings, connection, graph);
    for (const migration of graph.order) await executor.migrate(migration);
    await emitPostMigrate({ settings, apps, connection, graph, report: () => {} });
  } finally {
    await closeConnections(settings);
  }
}

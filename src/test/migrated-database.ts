import {
  changeSettings,
  loadApps,
  type App,
  type DatabaseSettings,
  type Settings,
} from "../conf/index.ts";
import { closeConnections, getConnection } from "../connections/index.ts";
import { digestOfMigrations } from "./migrations-digest.ts";
import { testDatabasesFor, type MayReplace } from "./test-databases.ts";

/** A test database with the tables of the project's apps and no rows. */
export interface MigratedDatabase {
  readonly database: DatabaseSettings;
  /** Whether an earlier run created and kept it. */
  readonly isOld: boolean;
  destroy(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Called if a database of this name already exists. Default: replace it. */
  readonly mayReplace?: MayReplace;
  /** Uses the database of an earlier run if the migrations are the same, and keeps this one. Default false. */
  readonly keepdb?: boolean;
}

/**
 * Creates a database next to the project's own and applies all migrations to it.
 *
 * @returns `undefined` if an existing one may not be replaced, or the project has no database.
 *
 * @example
 * const made = await createTestDatabase(settings, { keepdb: true });
 * console.log(made?.isOld);
 */
export async function createTestDatabase(
  settings: Settings,
  { mayReplace = async () => true, keepdb = false }: TestDatabaseOptions = {},
): Promise<MigratedDatabase | undefined> {
  const own = settings.DATABASES["default"];
  if (!own) return undefined;
  const kind = testDatabasesFor(own);
  const apps = await loadApps(settings);
  const kept = { digest: digestOfMigrations(apps, settings, own), base: settings.BASE_DIR };
  const there = keepdb ? await kind.find(own, kept) : undefined;
  const database = there ?? (await kind.create(own, mayReplace));
  if (!database) return undefined;
  const destroy = (): Promise<void> => kind.destroy(database, keepdb);
  if (there) return { database, isOld: true, destroy };
  try {
    const DATABASES = { ...settings.DATABASES, default: database };
    await migrate(changeSettings(settings, { DATABASES }), apps);
  } catch (error) {
    await kind.destroy(database, false);
    throw error;
  }
  if (keepdb) await kind.keep(database, kept);
  return { database, isOld: false, destroy };
}

async function migrate(settings: Settings, apps: readonly App[]): Promise<void> {
  const { emitPostMigrate, Executor, loadMigrations } = await import("../migrations/index.ts");
  const connection = getConnection(settings);
  try {
    const graph = await loadMigrations(apps, settings);
    const executor = new Executor(settings, connection, graph);
    for (const migration of graph.order) await executor.migrate(migration);
    await emitPostMigrate({ settings, apps, connection, graph, report: () => {} });
  } finally {
    await closeConnections(settings);
  }
}

/** The tables of users, groups and permissions, made by the migrations that ship with mkweb. */
import { loadApps, type Settings } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { emitPostMigrate, Executor, loadMigrations } from "../../src/migrations/index.ts";

const INSTALLED_APPS = ["mkweb/contenttypes", "mkweb/auth"];

/** @param options.permissions Also adds what `migrate` adds: content types and permissions. */
export async function createAuthTables(
  settings: Settings,
  { permissions = false }: { readonly permissions?: boolean } = {},
): Promise<void> {
  const connection = getConnection(settings);
  const apps = await loadApps({ ...settings, INSTALLED_APPS });
  const graph = await loadMigrations(apps, settings);
  const executor = new Executor(settings, connection, graph);
  for (const migration of graph.order) await executor.migrate(migration);
  if (permissions) await emitPostMigrate({ settings, connection, apps, graph, report: () => {} });
}

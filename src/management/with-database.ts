import { ImproperlyConfigured, type App, type Project, type Settings } from "../conf/index.ts";
import { getConnection, type Connection } from "../connections/index.ts";
import { loadMigrations, type MigrationGraph } from "../migrations/index.ts";
import { unknownApp } from "./unknown-app.ts";

export interface Database {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly connection: Connection;
  readonly graph: MigrationGraph;
}

/**
 * Runs `work` with the project's default database and the migrations of its apps.
 *
 * @throws {ImproperlyConfigured} DATABASES has no default.
 */
export async function withDatabase<T>(
  project: Project,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) {
    throw new ImproperlyConfigured("DATABASES has no default.", {
      hint: `Add DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") } to ${settings.SETTINGS_MODULE}.`,
    });
  }
  const apps = await project.apps();
  const graph = await loadMigrations(apps, settings);
  return work({ settings, apps, connection: getConnection(settings), graph });
}

/** @throws {MkwebError} `MKWEB_UNKNOWN_APP`: no installed app has one of these labels. */
export function requireApps(apps: readonly App[], labels: readonly string[]): void {
  for (const label of labels) {
    if (!apps.some((app) => app.label === label)) throw unknownApp(label, apps, 2);
  }
}

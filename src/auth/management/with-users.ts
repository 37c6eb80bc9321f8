import { ImproperlyConfigured, type Project, type Settings } from "../../conf/index.ts";
import { closeConnections, getConnection } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { appliedMigrations } from "../../migrations/index.ts";

/**
 * Runs `work` where there is a table of users.
 *
 * @throws {ImproperlyConfigured} DATABASES has no default.
 * @throws {MkwebError} `MKWEB_NOT_MIGRATED`: the migrations of the auth app are not applied.
 */
export async function withUsers<T>(
  project: Project,
  work: (settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) {
    throw new ImproperlyConfigured(
      "Users are kept in the default database and DATABASES has none.",
      {
        hint: `Add DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") } to ${settings.SETTINGS_MODULE}.`,
      },
    );
  }
  try {
    const applied = await appliedMigrations(getConnection(settings));
    if (!applied.has("auth.0001_initial")) {
      throw new MkwebError(
        "MKWEB_NOT_MIGRATED",
        "There is no table of users in the database yet.",
        {
          hint: "Run: node manage migrate",
        },
      );
    }
    return await work(settings);
  } finally {
    await closeConnections(settings);
  }
}

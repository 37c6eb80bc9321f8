import { ImproperlyConfigured, type Project, type Settings } from "../../conf/index.ts";
import { hasTable } from "../../connections/index.ts";
import { MkwebError } from "../../errors.ts";
import { connectionFor, setup } from "../../models/index.ts";
import { userInfo } from "../users/user-model.ts";

/**
 * Runs `work` if the table of users exists.
 *
 * @throws {ImproperlyConfigured} If DATABASES has no default.
 * @throws {MkwebError} `MKWEB_NOT_MIGRATED` if the table is missing.
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
  await setup(settings, await project.apps());
  if (!(await hasTable(connectionFor(), userInfo().table))) {
    throw new MkwebError("MKWEB_NOT_MIGRATED", "There is no table of users in the database yet.", {
      hint: "Run: node manage migrate",
    });
  }
  return work(settings);
}

/** A site with users on each kind of database. */
import type { TestContext } from "node:test";
import { loadApps, type Settings } from "../../src/conf/index.ts";
import { closeModels, openModels } from "../../src/db/index.ts";
import { env } from "../../src/conf/index.ts";
import type { TestDatabase } from "../db/polls/open.ts";
import { makeAuthSite, type AuthSite } from "./site.ts";

/** @param given Settings over those of {@link makeAuthSite}. */
export async function makeSiteOn(
  t: TestContext,
  database: TestDatabase,
  given: Readonly<Record<string, unknown>> = {},
): Promise<AuthSite> {
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  return makeAuthSite(t, { DATABASES: { default: env.database("TEST_DATABASE_URL") }, ...given });
}

/** Opens the models of the auth app on a site's database. */
export async function openUsers(t: TestContext, settings: Settings): Promise<void> {
  const INSTALLED_APPS = ["mkweb/contenttypes", "mkweb/auth"];
  await openModels(settings, await loadApps({ ...settings, INSTALLED_APPS }));
  t.after(() => closeModels(settings));
}

/** A site with users on each kind of database. */
import type { TestContext } from "node:test";
import type { Settings } from "../../src/conf/index.ts";
import { closeModels } from "../../src/models/index.ts";
import { env } from "../../src/conf/index.ts";
import type { TestDatabase } from "../support/databases.ts";
import { makeAuthSite, type AuthSite } from "./site.ts";
import { useUsers } from "./users.ts";

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
export function openUsers(t: TestContext, settings: Settings): void {
  useUsers(settings);
  t.after(closeModels);
}

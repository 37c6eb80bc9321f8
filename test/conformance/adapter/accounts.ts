/** The users of a case, in a database of its own. */
import { makePassword } from "../../../src/auth/index.ts";
import type { Settings } from "../../../src/conf/index.ts";
import { getConnection } from "../../../src/connections/index.ts";
import { createAuthTables } from "../../support/auth-tables.ts";
import type { UserSpec } from "./protocol.ts";

export async function addUsers(settings: Settings, users: readonly UserSpec[]): Promise<void> {
  if (users.length === 0) return;
  await createAuthTables(settings);
  for (const { username, id = null, is_active: isActive = true, ...given } of users) {
    const password =
      given.password_hash ?? (await makePassword(given.password ?? null, {}, settings));
    await getConnection(settings).run(
      `INSERT INTO "auth_user" ("id", "username", "password", "is_active", "is_staff", "is_superuser",
         "first_name", "last_name", "email", "date_joined") VALUES (?, ?, ?, ?, 0, 0, '', '', '', ?)`,
      [id, username, password, isActive, new Date(0)],
    );
  }
}

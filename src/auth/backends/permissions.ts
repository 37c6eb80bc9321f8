import type { Settings } from "../../conf/index.ts";
import { getConnection } from "../../connections/index.ts";
import type { AbstractUser } from "../user.ts";

const ALL = `
  SELECT ct."app_label", p."codename" FROM "auth_permission" p
    JOIN "django_content_type" ct ON ct."id" = p."content_type_id"`;
const GRANTED = `${ALL}
  WHERE p."id" IN (SELECT "permission_id" FROM "auth_user_user_permissions" WHERE "user_id" = ?)
     OR p."id" IN (SELECT gp."permission_id" FROM "auth_group_permissions" gp
          JOIN "auth_user_groups" ug ON ug."group_id" = gp."group_id" WHERE ug."user_id" = ?)`;

/** What a user may do, by permissions of the user's own and of groups: `polls.add_question`. */
export async function getAllPermissions(
  settings: Settings,
  { id, isSuperuser }: AbstractUser,
): Promise<ReadonlySet<string>> {
  const connection = getConnection(settings);
  const rows = await (isSuperuser ? connection.all(ALL) : connection.all(GRANTED, [id, id]));
  return new Set(rows.map((row) => `${String(row["app_label"])}.${String(row["codename"])}`));
}

import type { Settings } from "../../conf/index.ts";
import { getConnection } from "../../connections/index.ts";
import type { Visitor } from "../backend.ts";

const SELECT = `
  SELECT ct."app_label", p."codename" FROM "auth_permission" p
    JOIN "django_content_type" ct ON ct."id" = p."content_type_id"`;

/** Whose permissions: the user's own, or those of the user's groups. */
export type Grant = "user" | "group";

const granted: Readonly<Record<Grant, string>> = {
  user: `${SELECT} WHERE p."id" IN (
    SELECT "permission_id" FROM "auth_user_user_permissions" WHERE "user_id" = ?)`,
  group: `${SELECT} WHERE p."id" IN (
    SELECT gp."permission_id" FROM "auth_group_permissions" gp
      JOIN "auth_user_groups" ug ON ug."group_id" = gp."group_id" WHERE ug."user_id" = ?)`,
};

const none: ReadonlySet<string> = new Set();
const known = new WeakMap<Visitor, Map<Grant, Promise<ReadonlySet<string>>>>();

/**
 * What a user was granted: `polls.add_question`. Asked once for each object of a user, a request's
 * `request.user` for example; superusers were granted everything, inactive users nothing.
 */
export function findPermissions(
  settings: Settings,
  user: Visitor,
  grant: Grant,
): Promise<ReadonlySet<string>> {
  if (user.isAnonymous || !user.isActive) return Promise.resolve(none);
  const grants = known.get(user) ?? new Map<Grant, Promise<ReadonlySet<string>>>();
  known.set(user, grants);
  const found = grants.get(grant) ?? query(settings, user, grant);
  grants.set(grant, found);
  return found;
}

async function query(
  settings: Settings,
  { id, isSuperuser }: Visitor,
  grant: Grant,
): Promise<ReadonlySet<string>> {
  const connection = getConnection(settings);
  const rows = await (isSuperuser ? connection.all(SELECT) : connection.all(granted[grant], [id]));
  return new Set(rows.map((row) => `${String(row["app_label"])}.${String(row["codename"])}`));
}

import { ModelBase } from "../../models/index.ts";
import { Permission } from "../users/permission-models.ts";
import { userInfo } from "../users/user-model.ts";
import type { Visitor } from "../users/visitor.ts";

/** Permissions of the user, or of the user's groups. */
export type Grant = "user" | "group";

const none: ReadonlySet<string> = new Set();
const known = new WeakMap<Visitor, Map<Grant, Promise<ReadonlySet<string>>>>();

/**
 * Returns the permissions granted to a user, as `polls.add_question`. Queried once per user object, such as
 * `request.user`; superusers have all permissions, inactive users none.
 */
export function findPermissions(user: Visitor, grant: Grant): Promise<ReadonlySet<string>> {
  if (user.isAnonymous || !user.isActive) return Promise.resolve(none);
  const grants = known.get(user) ?? new Map<Grant, Promise<ReadonlySet<string>>>();
  known.set(user, grants);
  const found = grants.get(grant) ?? query(user, grant);
  grants.set(grant, found);
  return found;
}

async function query(user: Visitor, grant: Grant): Promise<ReadonlySet<string>> {
  // Users of a project's own backend have no permissions in the database.
  if (
    !(user instanceof ModelBase) ||
    !userInfo().manyToMany.some(({ name }) => name === "groups")
  ) {
    return none;
  }
  const rows = await granted(user, grant).orderBy().valuesList("contentType.appLabel", "codename");
  return new Set(rows.map(([app, codename]) => `${app}.${codename}`));
}

/** Named after the `relatedQueryName` of {@link PermissionsMixin}. */
function granted(user: ModelBase & Visitor, grant: Grant) {
  if (user.isSuperuser) return Permission.objects.all();
  const users = { user: user.pk };
  return Permission.objects.filter((grant === "user" ? users : { group: users }) as never);
}

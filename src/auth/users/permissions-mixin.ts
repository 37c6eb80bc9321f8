import { activeSettings } from "../../conf/index.ts";
import { fields } from "../../models/index.ts";
import { AbstractBaseUser } from "./base-user.ts";
import { Group, Permission } from "./permission-models.ts";
import { hasEach, hasModulePermissions, hasPermission, permissionsOf } from "./permissions.ts";
import type { Visitor } from "./visitor.ts";

/**
 * A user of whom the database says what they may do: by themselves, by their groups, or as a superuser who
 * may do everything.
 *
 * Source: Django's `PermissionsMixin`; here it brings {@link AbstractBaseUser} along.
 */
export class PermissionsMixin extends AbstractBaseUser.abstractModel({
  isSuperuser: fields
    .boolean({
      verboseName: "superuser status",
      helpText: "Designates that this user has all permissions without explicitly assigning them.",
    })
    .default(false),
  groups: fields.manyToMany(() => Group, {
    verboseName: "groups",
    blank: true,
    helpText:
      "The groups this user belongs to. A user will get all permissions granted to each of their groups.",
    relatedQueryName: "user",
  }),
  userPermissions: fields.manyToMany(() => Permission, {
    verboseName: "user permissions",
    blank: true,
    helpText: "Specific permissions for this user.",
    relatedQueryName: "user",
  }),
}) {
  /** What was granted to this user, by every backend; about one object, if one is given. */
  getUserPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getUserPermissions", object);
  }

  /** What was granted to groups this user is in. */
  getGroupPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getGroupPermissions", object);
  }

  /** Both. */
  getAllPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getAllPermissions", object);
  }

  /** Whether the user may do this, `"polls.add_question"`, by any backend. Active superusers may everything. */
  async hasPerm(permission: string, object?: unknown): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasPermission(activeSettings(), visitor(this), permission, object);
  }

  /** Whether the user may do all of these. */
  async hasPerms(permissions: readonly string[], object?: unknown): Promise<boolean> {
    return hasEach(permissions, (permission) => this.hasPerm(permission, object));
  }

  /** Whether the user may do anything at all in an app, by its label. */
  async hasModulePerms(app: string): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasModulePermissions(activeSettings(), visitor(this), app);
  }
}

/** The class is abstract: its objects are of a model that extends it. */
function visitor(user: object): Visitor {
  return user as Visitor;
}

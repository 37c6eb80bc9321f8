import { activeSettings } from "../../conf/index.ts";
import { fields } from "../../models/index.ts";
import { AbstractBaseUser } from "./base-user.ts";
import { Group, Permission } from "./permission-models.ts";
import { hasEach, hasModulePermissions, hasPermission, permissionsOf } from "./permissions.ts";
import type { Visitor } from "./visitor.ts";

/**
 * A user whose permissions are in the database: granted directly, through groups, or all of them as a superuser.
 *
 * Source: Django's `PermissionsMixin`; here it includes {@link AbstractBaseUser}.
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
  /** Returns the permissions granted directly by all backends; for `object` only, if given. */
  getUserPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getUserPermissions", object);
  }

  /** Returns the permissions granted to the user's groups. */
  getGroupPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getGroupPermissions", object);
  }

  /** Returns all permissions. */
  getAllPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(activeSettings(), visitor(this), "getAllPermissions", object);
  }

  /** Whether any backend grants a permission, `"polls.add_question"`. Active superusers have all of them. */
  async hasPerm(permission: string, object?: unknown): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasPermission(activeSettings(), visitor(this), permission, object);
  }

  /** Whether the user has all of these permissions. */
  async hasPerms(permissions: readonly string[], object?: unknown): Promise<boolean> {
    return hasEach(permissions, (permission) => this.hasPerm(permission, object));
  }

  /** Whether the user has any permission in an app, given by its label. */
  async hasModulePerms(app: string): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasModulePermissions(activeSettings(), visitor(this), app);
  }
}

/** The class is abstract, so its objects belong to a model that extends it. */
function visitor(user: object): Visitor {
  return user as Visitor;
}

import type { Settings } from "../../conf/index.ts";
import type { QuerySet } from "../../models/index.ts";
import { Group, Permission } from "./permission-models.ts";
import { hasEach, hasModulePermissions, hasPermission, permissionsOf } from "./permissions.ts";

const nothing: ReadonlySet<string> = new Set();

/**
 * A visitor who is not logged in. With settings, a project's own backends may grant permissions to all visitors; the
 * model backend grants none.
 */
export class AnonymousUser {
  readonly isAuthenticated = false;
  readonly isAnonymous = true;
  readonly id = null;
  readonly pk = null;
  readonly username = "";
  readonly isActive = false;
  readonly isStaff = false;
  readonly isSuperuser = false;

  readonly #settings: Settings | undefined;

  constructor(settings?: Settings) {
    this.#settings = settings;
  }

  /** Always empty. */
  get groups(): QuerySet<Group> {
    return Group.objects.none();
  }

  /** Always empty. */
  get userPermissions(): QuerySet<Permission> {
    return Permission.objects.none();
  }

  getUsername(): string {
    return "";
  }

  toString(): string {
    return "AnonymousUser";
  }

  async getUserPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return this.#settings
      ? permissionsOf(this.#settings, this, "getUserPermissions", object)
      : nothing;
  }

  async getGroupPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return this.#settings
      ? permissionsOf(this.#settings, this, "getGroupPermissions", object)
      : nothing;
  }

  async getAllPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return this.#settings
      ? permissionsOf(this.#settings, this, "getAllPermissions", object)
      : nothing;
  }

  async hasPerm(permission: string, object?: unknown): Promise<boolean> {
    return this.#settings !== undefined && hasPermission(this.#settings, this, permission, object);
  }

  async hasPerms(permissions: readonly string[], object?: unknown): Promise<boolean> {
    return hasEach(permissions, (permission) => this.hasPerm(permission, object));
  }

  async hasModulePerms(app: string): Promise<boolean> {
    return this.#settings !== undefined && hasModulePermissions(this.#settings, this, app);
  }
}

import { inspect } from "node:util";
import type { Settings } from "../conf/index.ts";
import { saltedHmac } from "../signing/index.ts";
import { checkPassword, isPasswordUsable, makePassword } from "./password.ts";
import { hasModulePermissions, hasPermission, permissionsOf } from "./permissions.ts";

/** What a user is stored with: the columns of Django's `auth_user`. */
export interface UserFields {
  username: string;
  /** As {@link makePassword} made it; never the password itself. */
  password: string;
  email: string;
  firstName: string;
  lastName: string;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  lastLogin: Date | null;
  dateJoined: Date;
}

const SESSION_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/**
 * Somebody with an account. A backend of your own extends it and says how to `save`.
 *
 * Source: Django's `AbstractBaseUser`, `PermissionsMixin` and `AbstractUser`.
 */
export abstract class AbstractUser implements UserFields {
  readonly isAuthenticated = true;
  readonly isAnonymous = false;

  /** What tells this user from all others; sessions hold it as a text. */
  abstract readonly id: number | string;

  username: string;
  password: string;
  email: string;
  firstName: string;
  lastName: string;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  lastLogin: Date | null;
  dateJoined: Date;
  /** The name of the backend that let this user in; set by `authenticate`. */
  backend: string | undefined = undefined;

  readonly #settings: Settings;

  constructor(settings: Settings, fields: Pick<UserFields, "username"> & Partial<UserFields>) {
    this.#settings = settings;
    this.username = fields.username;
    this.password = fields.password ?? "";
    this.email = fields.email ?? "";
    this.firstName = fields.firstName ?? "";
    this.lastName = fields.lastName ?? "";
    this.isActive = fields.isActive ?? true;
    this.isStaff = fields.isStaff ?? false;
    this.isSuperuser = fields.isSuperuser ?? false;
    this.lastLogin = fields.lastLogin ?? null;
    this.dateJoined = fields.dateJoined ?? new Date();
  }

  /** Stores the fields named, by default all. */
  abstract save(options?: { readonly updateFields?: readonly (keyof UserFields)[] }): Promise<void>;

  /** `id`, as Django's templates name it. */
  get pk(): number | string {
    return this.id;
  }

  getUsername(): string {
    return this.username;
  }

  getFullName(): string {
    return `${this.firstName} ${this.lastName}`.trim();
  }

  getShortName(): string {
    return this.firstName;
  }

  toString(): string {
    return this.username;
  }

  /**
   * Users hold the hash of a password and an address, so they are not JSON.
   *
   * @throws {TypeError} Always.
   */
  toJSON(): never {
    throw new TypeError(
      "write out what of it may be seen, such as { id: user.id, username: user.username }.",
    );
  }

  /** What logs and errors show of a user: no field but the name. */
  [inspect.custom](): string {
    return `<${this.constructor.name}: ${this.username}>`;
  }

  /** Whether this is the password. A right one whose hash is out of date is hashed anew and saved. */
  checkPassword(password: string | null): Promise<boolean> {
    return checkPassword(this.#settings, password, this.password, {
      setter: async (right) => {
        await this.setPassword(right);
        await this.save({ updateFields: ["password"] });
      },
    });
  }

  /** Sets another password; `save()` stores it. It ends every session of this user but those updated. */
  async setPassword(password: string | null): Promise<void> {
    this.password = await makePassword(this.#settings, password);
  }

  /** Nobody can log in as this user by password any more, once saved. */
  setUnusablePassword(): Promise<void> {
    return this.setPassword(null);
  }

  hasUsablePassword(): boolean {
    return isPasswordUsable(this.password);
  }

  /** What a session holds to show that it was begun with the password of today. */
  getSessionAuthHash(): string {
    return this.#sessionAuthHash(this.#settings.SECRET_KEY);
  }

  /** The same by each of SECRET_KEY_FALLBACKS. */
  getSessionAuthFallbackHash(): readonly string[] {
    return this.#settings.SECRET_KEY_FALLBACKS.map((key) => this.#sessionAuthHash(key));
  }

  /** What was granted to this user, by every backend; about one object, if one is given. */
  getUserPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(this.#settings, this, "getUserPermissions", object);
  }

  /** What was granted to groups this user is in. */
  getGroupPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(this.#settings, this, "getGroupPermissions", object);
  }

  /** Both. */
  getAllPermissions(object?: unknown): Promise<ReadonlySet<string>> {
    return permissionsOf(this.#settings, this, "getAllPermissions", object);
  }

  /** Whether the user may do this, `"polls.add_question"`, by any backend. Active superusers may everything. */
  async hasPerm(permission: string, object?: unknown): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasPermission(this.#settings, this, permission, object);
  }

  /** Whether the user may do all of these. */
  async hasPerms(permissions: readonly string[], object?: unknown): Promise<boolean> {
    for (const permission of permissions) {
      if (!(await this.hasPerm(permission, object))) return false;
    }
    return true;
  }

  /** Whether the user may do anything at all in an app, by its label. */
  async hasModulePerms(app: string): Promise<boolean> {
    if (this.isActive && this.isSuperuser) return true;
    return hasModulePermissions(this.#settings, this, app);
  }

  #sessionAuthHash(key: string): string {
    return saltedHmac(SESSION_HASH_SALT, this.password, key, "sha256").digest("hex");
  }
}

/** Says of a method that a template must not call it. */
export function hideFromTemplates(user: AbstractUser, method: keyof AbstractUser): void {
  Object.assign(Object(user[method]), { altersData: true });
}

hideFromTemplates(AbstractUser.prototype, "setUnusablePassword");

import { activeSettings } from "../../conf/index.ts";
import { abstractModel, fields } from "../../models/index.ts";
import { saltedHmac } from "../../signing/index.ts";
import { checkPassword, isPasswordUsable, makePassword } from "../password.ts";
import { normalizeUsername } from "./user-names.ts";

const SESSION_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/**
 * Base of all user models: a password and the last login. For your own user model, extend it, {@link PermissionsMixin}
 * or {@link AbstractUser}, and name the model in AUTH_USER_MODEL.
 *
 * Source: Django's `AbstractBaseUser`.
 */
export class AbstractBaseUser extends abstractModel({
  password: fields.char(128, { verboseName: "password" }),
  lastLogin: fields.datetime({ verboseName: "last login", blank: true }).nullable(),
}) {
  /** The unique field by which users log in. */
  static readonly USERNAME_FIELD: string = "username";
  /** Fields that `createsuperuser` asks for besides name and password. */
  static readonly REQUIRED_FIELDS: readonly string[] = [];
  /** The field with the address for password mails. */
  static readonly EMAIL_FIELD: string = "email";

  /** Name of the backend that authenticated the user; set by `authenticate`. */
  declare backend: string | undefined;

  get isAuthenticated(): true {
    return true;
  }

  get isAnonymous(): false {
    return false;
  }

  /** Whether the user may log in. True unless the model has this field. */
  declare isActive: boolean;
  /** Whether the user may use the admin. False unless the model has this field. */
  declare isStaff: boolean;
  /** Whether the user has all permissions. False unless the model has this field. */
  declare isSuperuser: boolean;

  getUsername(): string {
    const { USERNAME_FIELD } = this.constructor as typeof AbstractBaseUser;
    return String(Reflect.get(this, USERNAME_FIELD) ?? "");
  }

  /** The values that fixtures may use in place of the primary key. */
  naturalKey(): readonly string[] {
    return [this.getUsername()];
  }

  override clean(): void | Promise<void> {
    const { USERNAME_FIELD } = this.constructor as typeof AbstractBaseUser;
    Reflect.set(this, USERNAME_FIELD, normalizeUsername(this.getUsername()));
  }

  override toString(): string {
    return this.getUsername();
  }

  /** Checks a password. If it is correct but its hash is outdated, saves a new hash. */
  checkPassword(password: string | null): Promise<boolean> {
    return checkPassword(password, this.password, {
      setter: async (right) => {
        await this.setPassword(right);
        await this.save({ updateFields: ["password"] });
      },
    });
  }

  /** Sets a new password; call `save()` to store it. Ends all sessions of the user except updated ones. */
  async setPassword(password: string | null): Promise<void> {
    this.password = await makePassword(password);
  }

  /** Disables login by password once saved. */
  setUnusablePassword(): Promise<void> {
    return this.setPassword(null);
  }

  hasUsablePassword(): boolean {
    return isPasswordUsable(this.password);
  }

  /** Returns a hash of the current password for sessions, so that changing it ends them. */
  getSessionAuthHash(): string {
    return this.#sessionAuthHash(activeSettings().SECRET_KEY);
  }

  /** Returns the hashes for SECRET_KEY_FALLBACKS. */
  getSessionAuthFallbackHash(): readonly string[] {
    return activeSettings().SECRET_KEY_FALLBACKS.map((key) => this.#sessionAuthHash(key));
  }

  #sessionAuthHash(key: string): string {
    return saltedHmac(SESSION_HASH_SALT, this.password, key, "sha256").digest("hex");
  }
}

// On the prototype, so that model fields with these names override them.
Object.assign(AbstractBaseUser.prototype, { isActive: true, isStaff: false, isSuperuser: false });

// Templates must not call methods that change a user.
for (const method of ["setPassword", "setUnusablePassword"] as const) {
  Object.assign(Object(AbstractBaseUser.prototype[method]), { altersData: true });
}

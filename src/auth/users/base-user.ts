import { activeSettings } from "../../conf/index.ts";
import { abstractModel, fields } from "../../models/index.ts";
import { saltedHmac } from "../../signing/index.ts";
import { checkPassword, isPasswordUsable, makePassword } from "../password.ts";
import { normalizeUsername } from "./user-names.ts";

const SESSION_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/**
 * What every model of users has: a password and the last login. A project's own model of users extends it, or
 * {@link PermissionsMixin}, or the whole {@link AbstractUser}, and AUTH_USER_MODEL names it.
 *
 * Source: Django's `AbstractBaseUser`.
 */
export class AbstractBaseUser extends abstractModel({
  password: fields.char(128, { verboseName: "password" }),
  lastLogin: fields.datetime({ verboseName: "last login", blank: true }).nullable(),
}) {
  /** The field that names a user, unique: people log in with it. */
  static readonly USERNAME_FIELD: string = "username";
  /** What `createsuperuser` asks for besides the name and the password. */
  static readonly REQUIRED_FIELDS: readonly string[] = [];
  /** The field with the address, for mails about passwords. */
  static readonly EMAIL_FIELD: string = "email";

  /** The name of the backend that let this user in; set by `authenticate`. */
  declare backend: string | undefined;

  get isAuthenticated(): true {
    return true;
  }

  get isAnonymous(): false {
    return false;
  }

  /** Whether the user may come in. True unless the model has a field that says it. */
  declare isActive: boolean;
  /** Whether the user may see the admin. False unless the model has a field that says it. */
  declare isStaff: boolean;
  /** Whether the user may do everything. False unless the model has a field that says it. */
  declare isSuperuser: boolean;

  getUsername(): string {
    const { USERNAME_FIELD } = this.constructor as typeof AbstractBaseUser;
    return String(Reflect.get(this, USERNAME_FIELD) ?? "");
  }

  /** What fixtures may call the user by instead of the key. */
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

  /** Whether this is the password. A right one whose hash is out of date is hashed anew and saved. */
  checkPassword(password: string | null): Promise<boolean> {
    return checkPassword(password, this.password, {
      setter: async (right) => {
        await this.setPassword(right);
        await this.save({ updateFields: ["password"] });
      },
    });
  }

  /** Sets another password; `save()` stores it. It ends every session of this user but those updated. */
  async setPassword(password: string | null): Promise<void> {
    this.password = await makePassword(password);
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
    return this.#sessionAuthHash(activeSettings().SECRET_KEY);
  }

  /** The same by each of SECRET_KEY_FALLBACKS. */
  getSessionAuthFallbackHash(): readonly string[] {
    return activeSettings().SECRET_KEY_FALLBACKS.map((key) => this.#sessionAuthHash(key));
  }

  #sessionAuthHash(key: string): string {
    return saltedHmac(SESSION_HASH_SALT, this.password, key, "sha256").digest("hex");
  }
}

// On the prototype, so that a field of the same name takes its place.
Object.assign(AbstractBaseUser.prototype, { isActive: true, isStaff: false, isSuperuser: false });

// Templates must not call what changes a user.
for (const method of ["setPassword", "setUnusablePassword"] as const) {
  Object.assign(Object(AbstractBaseUser.prototype[method]), { altersData: true });
}

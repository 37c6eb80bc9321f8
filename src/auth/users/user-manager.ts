import { QuerySet, type ModelOf, type New } from "../../models/index.ts";
import type { AbstractBaseUser } from "./base-user.ts";
import { makePassword } from "../password.ts";
import { normalizeEmail, normalizeUsername } from "./user-names.ts";

/** A query set of users of any user model. Source: Django's `BaseUserManager`. */
export class BaseUserManager<in out M> extends QuerySet<M> {
  /** Converts the domain to lower case. */
  normalizeEmail(email: string | null | undefined): string {
    return normalizeEmail(email ?? "");
  }

  /** Returns a user by name. @throws {DoesNotExist} If there is none. */
  getByNaturalKey(username: string): Promise<M> {
    const { USERNAME_FIELD } = this.model as typeof AbstractBaseUser;
    return this.get({ [USERNAME_FIELD]: username } as never);
  }
}

/** A query set of users with name and address. Source: Django's `UserManager`. */
export class UserManager<in out M> extends BaseUserManager<M> {
  /**
   * Creates and saves a user with a hashed password.
   *
   * @param password `null` disables login until one is set.
   * @param extra Values of other fields.
   * @throws {TypeError} If the name is empty.
   */
  createUser(
    username: string,
    email: string | null = null,
    password: string | null = null,
    extra: Partial<New<M>> = {},
  ): Promise<ModelOf<M>> {
    return this.#create(username, email, password, {
      isStaff: false,
      isSuperuser: false,
      ...extra,
    });
  }

  /** Like {@link UserManager.createUser}, for a user with all permissions. */
  async createSuperuser(
    username: string,
    email: string | null = null,
    password: string | null = null,
    extra: Partial<New<M>> = {},
  ): Promise<ModelOf<M>> {
    const fields = { isStaff: true, isSuperuser: true, ...extra };
    if (!fields.isStaff) throw new TypeError("Superuser must have isStaff: true.");
    if (!fields.isSuperuser) throw new TypeError("Superuser must have isSuperuser: true.");
    return this.#create(username, email, password, fields);
  }

  async #create(
    username: string,
    email: string | null,
    password: string | null,
    extra: object,
  ): Promise<ModelOf<M>> {
    if (username === "") throw new TypeError("The given username must be set.");
    const data = {
      ...extra,
      username: normalizeUsername(username),
      email: this.normalizeEmail(email),
      password: await makePassword(password),
    };
    return this.create(data as never);
  }
}

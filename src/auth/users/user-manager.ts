import { QuerySet, type ModelOf, type New } from "../../models/index.ts";
import type { AbstractBaseUser } from "./base-user.ts";
import { makePassword } from "../password.ts";
import { normalizeEmail, normalizeUsername } from "./user-names.ts";

/** A query set of users of any model. Source: Django's `BaseUserManager`. */
export class BaseUserManager<in out M> extends QuerySet<M> {
  /** The domain in small letters. */
  normalizeEmail(email: string | null | undefined): string {
    return normalizeEmail(email ?? "");
  }

  /** The user of a name. @throws {DoesNotExist} There is none. */
  getByNaturalKey(username: string): Promise<M> {
    const { USERNAME_FIELD } = this.model as typeof AbstractBaseUser;
    return this.get({ [USERNAME_FIELD]: username } as never);
  }
}

/** A query set of users with a name and an address. Source: Django's `UserManager`. */
export class UserManager<in out M> extends BaseUserManager<M> {
  /**
   * Stores a new user, whose password is hashed.
   *
   * @param password `null`: nobody can log in until one is set.
   * @param extra Other fields.
   * @throws {TypeError} The name is blank.
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

  /** The same for a user who may do everything. */
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

import { activeSettings, ImproperlyConfigured } from "../../conf/index.ts";
import { DatabaseError, hasTable } from "../../connections/index.ts";
import { connectionFor, models, type FieldInfo, type ModelInfo } from "../../models/index.ts";
import type { AbstractBaseUser } from "./base-user.ts";
import type { UserManager } from "./user-manager.ts";
import type { AuthUser } from "./visitor.ts";

/** The class of a user model. */
export interface UserClass {
  new (data: object): AuthUser;
  readonly objects: UserManager<AuthUser>;
  readonly USERNAME_FIELD: string;
  readonly REQUIRED_FIELDS: readonly string[];
  readonly EMAIL_FIELD: string;
}

/**
 * Returns the model named in AUTH_USER_MODEL, like Django's `get_user_model`. For relations:
 * `fields.foreignKey(() => getUserModel(), ...)`.
 *
 * @throws {ImproperlyConfigured} If it names no model of an installed app.
 *
 * @example
 * class Note extends defineModel(() => Note, {
 *   author: fields.foreignKey(() => getUserModel(), { onDelete: "cascade" }),
 * }) {}
 */
export function getUserModel(): UserClass {
  return userInfo().model as unknown as UserClass;
}

/** Metadata of the user model. */
export function userInfo(): ModelInfo {
  const { AUTH_USER_MODEL } = activeSettings();
  const info = models.get(AUTH_USER_MODEL);
  if (info) return info;
  throw new ImproperlyConfigured(
    `AUTH_USER_MODEL refers to model '${AUTH_USER_MODEL}' that has not been installed.`,
    { hint: "Add its app to INSTALLED_APPS, and export the model from the app's models.ts." },
  );
}

/** Metadata of the field that names users. */
export function usernameInfo(): FieldInfo {
  const { USERNAME_FIELD } = getUserModel();
  const info = userInfo().fields.get(USERNAME_FIELD);
  if (info) return info;
  throw new ImproperlyConfigured(
    `${userInfo().label}.USERNAME_FIELD is '${USERNAME_FIELD}', which the model lacks.`,
    { hint: "Name the field that people log in with." },
  );
}

/** Returns static properties of a user's class, which its types lack. */
export function staticsOf(user: object): Pick<UserClass, "USERNAME_FIELD" | "EMAIL_FIELD"> {
  return user.constructor as typeof AbstractBaseUser;
}

/**
 * Runs `work`, which queries users.
 *
 * @throws {ImproperlyConfigured} If their table is missing, as in the database of a Django site with its own user model.
 */
export async function askingForUsers<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { table, label } = userInfo();
    if (await hasTable(connectionFor(), table)) throw error;
    throw new ImproperlyConfigured(
      `Users are asked for, and there is no table ${table} (${label}).`,
      {
        hint: "Run node manage migrate. If a Django site with its own user model created this database, declare that model and name it in AUTH_USER_MODEL.",
        cause: error,
      },
    );
  }
}

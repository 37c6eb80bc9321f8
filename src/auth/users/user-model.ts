import { activeSettings, ImproperlyConfigured } from "../../conf/index.ts";
import { DatabaseError, hasTable } from "../../connections/index.ts";
import { connectionFor, models, type FieldInfo, type ModelInfo } from "../../models/index.ts";
import type { AbstractBaseUser } from "./base-user.ts";
import type { UserManager } from "./user-manager.ts";
import type { AuthUser } from "./visitor.ts";

/** The class of users, whichever model that is. */
export interface UserClass {
  new (data: object): AuthUser;
  readonly objects: UserManager<AuthUser>;
  readonly USERNAME_FIELD: string;
  readonly REQUIRED_FIELDS: readonly string[];
  readonly EMAIL_FIELD: string;
}

/**
 * The model that AUTH_USER_MODEL names; Django's `get_user_model`. For relations:
 * `fields.foreignKey(() => getUserModel(), ...)`.
 *
 * @throws {ImproperlyConfigured} It names no model of an installed app.
 *
 * @example
 * class Note extends defineModel(() => Note, {
 *   author: fields.foreignKey(() => getUserModel(), { onDelete: "cascade" }),
 * }) {}
 */
export function getUserModel(): UserClass {
  return userInfo().model as unknown as UserClass;
}

/** What is known of the model of users. */
export function userInfo(): ModelInfo {
  const { AUTH_USER_MODEL } = activeSettings();
  const info = models.get(AUTH_USER_MODEL);
  if (info) return info;
  throw new ImproperlyConfigured(
    `AUTH_USER_MODEL refers to model '${AUTH_USER_MODEL}' that has not been installed.`,
    { hint: "Add its app to INSTALLED_APPS, and export the model from the app's models.ts." },
  );
}

/** What is known of the field that names users. */
export function usernameInfo(): FieldInfo {
  const { USERNAME_FIELD } = getUserModel();
  const info = userInfo().fields.get(USERNAME_FIELD);
  if (info) return info;
  throw new ImproperlyConfigured(
    `${userInfo().label}.USERNAME_FIELD is '${USERNAME_FIELD}', which the model lacks.`,
    { hint: "Name the field that people log in with." },
  );
}

/** The statics of a class of users, which a model inherits without its types saying so. */
export function staticsOf(user: object): Pick<UserClass, "USERNAME_FIELD" | "EMAIL_FIELD"> {
  return user.constructor as typeof AbstractBaseUser;
}

/**
 * Runs `work`, which asks for users.
 *
 * @throws {ImproperlyConfigured} Their table is missing, as where a Django beside has users of its own.
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
        hint: "Run node manage migrate. If a Django with a user model of its own made this database, declare that model and name it in AUTH_USER_MODEL.",
        cause: error,
      },
    );
  }
}

/**
 * `mkweb/auth/backends/model`: AUTHENTICATION_BACKENDS entry for users in the database. The default.
 */
import type { Settings } from "../../conf/index.ts";
import type { AuthBackend, AuthBackendFactory } from "../backend.ts";
import { makePassword } from "../password.ts";
import { askingForUsers, getUserModel, userInfo } from "../users/user-model.ts";
import type { AuthUser } from "../users/visitor.ts";
import { findPermissions } from "./permissions.ts";

/**
 * Authenticates users of AUTH_USER_MODEL, stored as in Django (`mkweb/auth/backends/model`). Sessions hold Django's name
 * of it, so that a Django site and an mkweb site can share a login.
 *
 * Source: Django, `contrib/auth/backends.py`.
 */
const modelBackend: AuthBackendFactory = (settings: Settings): AuthBackend => ({
  name: "django.contrib.auth.backends.ModelBackend",
  async authenticate(_request, credentials) {
    const { USERNAME_FIELD } = getUserModel();
    const username = credentials.username ?? credentials[USERNAME_FIELD];
    const { password } = credentials;
    if (typeof username !== "string" || typeof password !== "string") return undefined;
    const user = await findUser({ [USERNAME_FIELD]: username });
    if (user === undefined) {
      // Takes as long as a wrong password, so that response times do not reveal which names exist.
      await makePassword(password, {}, settings);
      return undefined;
    }
    return (await user.checkPassword(password)) ? active(user) : undefined;
  },
  async getUser(id) {
    const key = keyOf(id);
    return key === undefined ? undefined : active(await findUser({ pk: key }));
  },
  // This backend grants nothing for single objects.
  async getUserPermissions(user, object) {
    return object === undefined ? findPermissions(user, "user") : new Set();
  },
  async getGroupPermissions(user, object) {
    return object === undefined ? findPermissions(user, "group") : new Set();
  },
  async getAllPermissions(user, object) {
    if (object !== undefined) return new Set();
    const own = await findPermissions(user, "user");
    if (user.isSuperuser) return own;
    return new Set([...own, ...(await findPermissions(user, "group"))]);
  },
});

export default modelBackend;

function active(user: AuthUser | undefined): AuthUser | undefined {
  return user?.isActive ? user : undefined;
}

function findUser(conditions: object): Promise<AuthUser | undefined> {
  return askingForUsers(() =>
    getUserModel()
      .objects.filter(conditions as never)
      .first(),
  );
}

/** Converts a session's text to a user's key; `undefined` if it is not a valid key. */
function keyOf(id: string): unknown {
  try {
    const key = userInfo().primaryKey.type.prepare(id);
    return `${key as string | number}` === id ? key : undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * `mkweb/auth/backends/model`: an entry for AUTHENTICATION_BACKENDS: the users of the table `auth_user`. The default.
 */
import type { Settings } from "../../conf/index.ts";
import type { AuthBackend, AuthBackendFactory } from "../backend.ts";
import { makePassword } from "../password.ts";
import { askingForUsers, getUserModel, userInfo } from "../users/user-model.ts";
import type { AuthUser } from "../users/visitor.ts";
import { findPermissions } from "./permissions.ts";

/**
 * `mkweb/auth/backends/model`: users of the model that AUTH_USER_MODEL names, as Django keeps them. It goes by
 * Django's name in sessions, so that one login serves a Django site and an mkweb site.
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
      // As long as a wrong password takes: nobody shall learn from the clock which names exist.
      await makePassword(password, {}, settings);
      return undefined;
    }
    return (await user.checkPassword(password)) ? active(user) : undefined;
  },
  async getUser(id) {
    const key = keyOf(id);
    return key === undefined ? undefined : active(await findUser({ pk: key }));
  },
  // Nothing is granted for single objects here.
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

/** A session's text as the key of a user; `undefined` if no user can have it, or not written so. */
function keyOf(id: string): unknown {
  try {
    const key = userInfo().primaryKey.type.prepare(id);
    return `${key as string | number}` === id ? key : undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

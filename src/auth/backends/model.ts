import type { Settings } from "../../conf/index.ts";
import type { AuthBackend, AuthBackendFactory } from "../backend.ts";
import { makePassword } from "../password.ts";
import { findPermissions } from "./permissions.ts";
import { findUser, type User } from "./users.ts";

/** What the column of ids can hold; PostgreSQL takes nothing larger even for a question. */
const MAX_ID = 2 ** 31 - 1;

/**
 * `mkweb/auth/backends/model`: users in the table `auth_user`, as Django keeps them. It goes by Django's
 * name in sessions, so that one login serves a Django site and an mkweb site.
 *
 * Source: Django, `contrib/auth/backends.py`.
 */
const modelBackend: AuthBackendFactory = (settings: Settings): AuthBackend => ({
  name: "django.contrib.auth.backends.ModelBackend",
  async authenticate(_request, { username, password }) {
    if (typeof username !== "string" || typeof password !== "string") return undefined;
    const user = await findUser(settings, "username", username);
    if (user === undefined) {
      // As long as a wrong password takes: nobody shall learn from the clock which names exist.
      await makePassword(settings, password);
      return undefined;
    }
    return (await user.checkPassword(password)) ? active(user) : undefined;
  },
  async getUser(id) {
    const isId = /^\d{1,10}$/.test(id) && Number(id) <= MAX_ID;
    return isId ? active(await findUser(settings, "id", Number(id))) : undefined;
  },
  // Nothing is granted for single objects here.
  async getUserPermissions(user, object) {
    return object === undefined ? findPermissions(settings, user, "user") : new Set();
  },
  async getGroupPermissions(user, object) {
    return object === undefined ? findPermissions(settings, user, "group") : new Set();
  },
  async getAllPermissions(user, object) {
    if (object !== undefined) return new Set();
    const own = await findPermissions(settings, user, "user");
    if (user.isSuperuser) return own;
    return new Set([...own, ...(await findPermissions(settings, user, "group"))]);
  },
});

export default modelBackend;

function active(user: User | undefined): User | undefined {
  return user?.isActive ? user : undefined;
}
